package ads;

import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCalls;
import java.net.InetSocketAddress;

/** Answers with an advertisement. */
public final class Ads {
    static String choose(String topic) {
        return topic.isEmpty() ? "Everything must go" : "Buy now: " + topic;
    }

    public static void main(String[] arguments) throws Exception {
        var type = ProtoUtils.marshaller(StringValue.getDefaultInstance());
        var get = MethodDescriptor.newBuilder(type, type)
            .setType(MethodType.UNARY)
            .setFullMethodName("boutique.Ads/Get")
            .build();
        var service = ServerServiceDefinition.builder("boutique.Ads")
            .addMethod(get, ServerCalls.<StringValue, StringValue>asyncUnaryCall((request, answer) -> {
                answer.onNext(StringValue.of(choose(request.getValue())));
                answer.onCompleted();
            }))
            .build();
        var port = Integer.parseInt(System.getenv("PORT"));
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("0.0.0.0", port))
            .addService(service)
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.awaitTermination();
    }
}
