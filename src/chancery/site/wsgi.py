"""What a web server of one's own serves, and ``runserver``; ``chancery serve`` starts its own."""

import os

from django.core.wsgi import get_wsgi_application

from chancery.reader.apart import warm_soon

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chancery.site.settings")

application = get_wsgi_application()
warm_soon()
