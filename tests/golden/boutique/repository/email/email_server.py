"""Sends the confirmation of an order."""

import os
import signal
from concurrent import futures

import grpc
from google.protobuf.wrappers_pb2 import StringValue
from grpc_health.v1 import health, health_pb2_grpc

template = open(os.path.join(os.path.dirname(__file__), "confirmation.txt"), encoding="utf-8").read().strip()


def confirm(user):
    return template.format(user=user)


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    method = grpc.unary_unary_rpc_method_handler(
        lambda request, _context: StringValue(value=confirm(request.value)),
        StringValue.FromString,
        StringValue.SerializeToString,
    )
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("boutique.Email", {"Send": method}),))
    health_pb2_grpc.add_HealthServicer_to_server(health.HealthServicer(), server)
    server.add_insecure_port(f"[::]:{os.environ.get('PORT', '8080')}")
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=2))
    server.wait_for_termination()


if __name__ == "__main__":
    serve()
