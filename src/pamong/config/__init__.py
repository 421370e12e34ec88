"""Settings, URLs, WSGI, commands, demo. The only place that knows every room."""
