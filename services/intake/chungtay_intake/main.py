"""The intake service, put together."""

from chungtay_intake.api import router
from chungtay_intake.consumers import subscriptions
from chungtay_intake.policy import POLICY
from chungtay_intake.readmodels import MODELS
from chungtay_kernel.service import ServiceSpec, create_app

SPEC = ServiceSpec(
    name="intake",
    migrations="chungtay_intake:migrations",
    inline_models=MODELS,
    subscriptions=subscriptions,
    router=router,
    policy=POLICY,
)

app = create_app(SPEC)
