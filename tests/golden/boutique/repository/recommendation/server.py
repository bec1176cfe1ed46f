"""Recommends products of the catalogue."""

import os
import signal
from concurrent import futures

import grpc
from google.protobuf.wrappers_pb2 import StringValue
from grpc_health.v1 import health, health_pb2_grpc


def recommend(products):
    return ", ".join(sorted(products.split(", "), reverse=True)[:2])


def listed(request, _context):
    with grpc.insecure_channel(os.environ["CATALOG_ADDR"]) as channel:
        ask = channel.unary_unary("/boutique.Catalog/List", StringValue.SerializeToString, StringValue.FromString)
        return StringValue(value=recommend(ask(request, timeout=5).value))


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    method = grpc.unary_unary_rpc_method_handler(listed, StringValue.FromString, StringValue.SerializeToString)
    handler = grpc.method_handlers_generic_handler("boutique.Recommendation", {"List": method})
    server.add_generic_rpc_handlers((handler,))
    health_pb2_grpc.add_HealthServicer_to_server(health.HealthServicer(), server)
    server.add_insecure_port(f"[::]:{os.environ['PORT']}")
    server.start()
    signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=2))
    server.wait_for_termination()


if __name__ == "__main__":
    serve()
