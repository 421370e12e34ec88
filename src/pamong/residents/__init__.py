"""Who the applicant is; recorded once, across all offices of the installation (chapter 4)."""
