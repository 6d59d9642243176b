"""The reporting service, put together."""

from chungtay_kernel.service import ServiceSpec, create_app
from chungtay_reporting.api import router
from chungtay_reporting.consumers import subscriptions
from chungtay_reporting.policy import POLICY
from chungtay_reporting.readmodels import MODELS

SPEC = ServiceSpec(
    name="reporting",
    migrations="chungtay_reporting:migrations",
    inline_models=MODELS,
    subscriptions=subscriptions,
    router=router,
    policy=POLICY,
)

app = create_app(SPEC)
