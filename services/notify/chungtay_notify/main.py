"""The notify service, put together."""

from chungtay_kernel.service import ServiceSpec, create_app
from chungtay_notify.api import router
from chungtay_notify.consumers import subscriptions
from chungtay_notify.policy import POLICY
from chungtay_notify.readmodels import MODELS
from chungtay_notify.timers import handlers

SPEC = ServiceSpec(
    name="notify",
    migrations="chungtay_notify:migrations",
    inline_models=MODELS,
    subscriptions=subscriptions,
    timers=handlers,
    router=router,
    policy=POLICY,
)

app = create_app(SPEC)
