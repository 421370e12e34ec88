import os
import signal
from multiprocessing import parent_process

from django.core.wsgi import get_wsgi_application

from pamong.config.whole import whole_only

IN_WORKER = parent_process() is not None
# Ctrl-C reaches every process of the terminal, and the server then stops its workers by a second signal; a worker that
# gets both at once sometimes never ends. So a worker, which is where this module is loaded, hears only its parent.
if IN_WORKER and hasattr(signal, "pthread_sigmask"):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
application = whole_only(get_wsgi_application())

if IN_WORKER:
    from pamong.config import ticker

    ticker.start()
    ticker.start_deliveries()
