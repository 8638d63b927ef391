"""Modules of authentik and Django that expressions import from, with what they import."""

import datetime
import html
import types
from enum import Enum

from . import functions, models, queries, requests
from .guard import register


class _TextChoices(str, Enum):
    def __str__(self):
        return self.value


def _choices(name, *values):
    return _TextChoices(name, {value.upper(): value for value in values})


_AUTHENTICATION = "none require_authenticated require_unauthenticated require_superuser require_redirect require_outpost require_token"
_DESIGNATION = "authentication authorization invalidation enrollment unenrollment recovery stage_configuration"
_USER = "goauthentik.io/user"


def _text(text):
    return text


def _now():
    return datetime.datetime.now(datetime.UTC)


class _Config:
    """An installation's configuration, of which nothing is here: whoever asks gets what they expect."""

    def get(self, _path, default=None, *_args, **_kwargs):
        return default

    y = get

    def get_bool(self, _path, default=False):
        return bool(default)

    y_bool = get_bool

    def get_int(self, _path, default=0):
        return int(default)


_CONTENT = {
    "authentik.core.models": {
        "Group": models.Group,
        "User": models.User,
        "UserTypes": _choices("UserTypes", "internal", "external", "service_account", "internal_service_account"),
        "USER_ATTRIBUTE_CHANGE_EMAIL": f"{_USER}/can-change-email",
        "USER_ATTRIBUTE_CHANGE_NAME": f"{_USER}/can-change-name",
        "USER_ATTRIBUTE_CHANGE_USERNAME": f"{_USER}/can-change-username",
        "USER_ATTRIBUTE_DEBUG": f"{_USER}/debug",
        "USER_ATTRIBUTE_EXPIRES": f"{_USER}/expires",
        "USER_ATTRIBUTE_GENERATED": f"{_USER}/generated",
        "USER_ATTRIBUTE_SOURCES": f"{_USER}/sources",
        "USER_ATTRIBUTE_TOKEN_EXPIRING": f"{_USER}/token-expires",
    },
    "authentik.flows.models": {
        "Flow": models.Flow,
        "FlowAuthenticationRequirement": _choices("FlowAuthenticationRequirement", *_AUTHENTICATION.split()),
        "FlowDeniedAction": _choices("FlowDeniedAction", "message_continue", "message", "continue"),
        "FlowDesignation": _choices("FlowDesignation", *_DESIGNATION.split()),
        "InvalidResponseAction": _choices("InvalidResponseAction", "retry", "restart", "restart_with_context"),
    },
    "authentik.flows.planner": {
        "FlowPlan": requests.FlowPlan,
        "PLAN_CONTEXT_APPLICATION": "application",
        "PLAN_CONTEXT_IS_REDIRECTED": "is_redirected",
        "PLAN_CONTEXT_IS_RESTORED": "is_restored",
        "PLAN_CONTEXT_OUTPOST": "outpost",
        "PLAN_CONTEXT_PENDING_USER": "pending_user",
        "PLAN_CONTEXT_REDIRECT": "redirect",
        "PLAN_CONTEXT_SOURCE": "source",
        "PLAN_CONTEXT_SSO": "is_sso",
    },
    "authentik.flows.views.executor": {"SESSION_KEY_GET": "authentik/flows/get"},
    "authentik.policies.types": {"PolicyRequest": requests.PolicyRequest, "PolicyResult": requests.PolicyResult},
    "authentik.stages.password.stage": {
        "PLAN_CONTEXT_METHOD": "auth_method",
        "PLAN_CONTEXT_METHOD_ARGS": "auth_method_args",
    },
    "authentik.stages.prompt.stage": {"PLAN_CONTEXT_PROMPT": "prompt_data"},
    "authentik.stages.user_write.stage": {
        "PLAN_CONTEXT_GROUPS": "groups",
        "PLAN_CONTEXT_USER_PATH": "user_path",
        "PLAN_CONTEXT_USER_TYPE": "user_type",
    },
    "django.core.exceptions": {"FieldError": queries.FieldError, "ObjectDoesNotExist": queries.ObjectDoesNotExist},
    "django.utils.text": {"slugify": functions.slugify},
    "django.utils.timezone": {"datetime": datetime.datetime, "now": _now, "timedelta": datetime.timedelta},
    "django.utils.translation": {"gettext": _text, "gettext_lazy": _text},
    "django.db.models": {"Q": queries.Q},
    "django.utils.html": {"conditional_escape": html.escape, "escape": html.escape},
    "authentik.lib.config": {"CONFIG": _Config()},
    "authentik.sources.oauth.models": {"OAuthSource": models.OAuthSource},
    "structlog": {"get_logger": lambda *_args, **values: functions.Logger(**values)},
    "structlog.stdlib": {"get_logger": lambda *_args, **values: functions.Logger(**values)},
}


for _kind, _model in models.DEVICES.items():
    _CONTENT[f"authentik.stages.authenticator_{_kind}.models"] = {_model.__name__: _model}


def add_shims(modules):
    """Adds the modules to those that expressions may import."""
    for name, content in _CONTENT.items():
        module = modules.get(name) or types.ModuleType(name)
        vars(module).update(content)
        register(modules, name, module)
