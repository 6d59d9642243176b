"""The tasks service, put together."""

from chungtay_kernel.service import ServiceSpec, create_app
from chungtay_tasks.api import router
from chungtay_tasks.consumers import subscriptions
from chungtay_tasks.policy import POLICY
from chungtay_tasks.readmodels import MODELS
from chungtay_tasks.timers import handlers

SPEC = ServiceSpec(
    name="tasks",
    migrations="chungtay_tasks:migrations",
    inline_models=MODELS,
    subscriptions=subscriptions,
    timers=handlers,
    router=router,
    policy=POLICY,
)

app = create_app(SPEC)
