"""People, posts, appointments, sign-in, the permission matrix (chapter 9's posts at work)."""
