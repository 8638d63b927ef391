"""Renders a template as a view of Django does: the folder, the template, the page's address and the context as JSON are the arguments."""

import json
import sys

import django
from django.conf import settings
from django.shortcuts import render
from django.test import RequestFactory

folder, template, address, context = sys.argv[1:]
settings.configure(
    STATIC_URL="/static/",
    INSTALLED_APPS=["django.contrib.staticfiles"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [folder],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.template.context_processors.i18n",
                ]
            },
        }
    ],
)
django.setup()
page = render(RequestFactory().get(address), template, json.loads(context))
sys.stdout.buffer.write(page.content)
