# Stand-ins for the base images of compiled languages, and for Redis. Those for Alpine have its programs, and Debian's libraries.

FROM stand-in/debian:12 AS debian
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN rm -f /usr/sbin/nginx

FROM stand-in/java-debian:12 AS jdk
ENV JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/lib/jvm/java-17-openjdk-amd64/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY --chmod=755 bin/addgroup bin/adduser /usr/local/sbin/
COPY --chmod=755 bin/nc /usr/local/bin/
RUN ln -s ../../bin/busybox /usr/local/bin/wget && rm /usr/bin/gradle
CMD ["sh"]

# Debian's Gradle finds its libraries at absolute paths, so it is in the image of Java, and this one only calls it.
FROM jdk AS gradle
COPY --chmod=755 bin/gradle /opt/gradle/bin/
COPY offline.gradle /opt/gradle/
COPY maven/ /opt/gradle/packages/

FROM stand-in/alpine:latest AS golang
COPY host/go/ /usr/local/go/
COPY goproxy/ /opt/goproxy/
ENV GOPATH=/go GOPROXY=file:///opt/goproxy GOSUMDB=off GOTOOLCHAIN=local
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN mkdir -p /go/bin /go/pkg /go/src && chmod -R 1777 /go
WORKDIR /go
CMD ["sh"]

# The real one drops root itself unless it runs as another user.
FROM stand-in/java-debian:12 AS redis-files
COPY bin/gather /usr/local/bin/
RUN gather /files /usr/bin/redis-check-rdb /usr/bin/redis-cli && ln -s redis-check-rdb /files/usr/bin/redis-server

FROM stand-in/alpine:latest AS redis
COPY --from=redis-files /files/ /
RUN addgroup -S -g 1000 redis && adduser -S -D -H -u 999 -G redis redis && mkdir /data && chown 999:1000 /data
VOLUME /data
WORKDIR /data
EXPOSE 6379
CMD ["redis-server"]

FROM debian AS aspnet
COPY dotnet/dotnet/dotnet /usr/share/dotnet/
COPY dotnet/dotnet/host/ /usr/share/dotnet/host/
COPY dotnet/dotnet/shared/ /usr/share/dotnet/shared/
ENV DOTNET_RUNNING_IN_CONTAINER=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 ASPNETCORE_HTTP_PORTS=8080
RUN ln -s ../share/dotnet/dotnet /usr/bin/dotnet
CMD ["bash"]

FROM aspnet AS dotnet-sdk
COPY dotnet/ /opt/stand-in/
COPY NuGet.Config /etc/opt/NuGet/Config/stand-in.config
RUN cp -a /opt/stand-in/dotnet/. /usr/share/dotnet/ && rm -r /opt/stand-in/dotnet
# NuGet marks what it unpacks as executable.
RUN chmod -R a+rx /opt/stand-in/packages/grpc.tools
ENV NUGET_FALLBACK_PACKAGES=/opt/stand-in/packages

FROM aspnet AS aspnet-alpine
COPY --from=stand-in/alpine:latest /usr/share/apk/ /usr/share/apk/
COPY --chmod=755 bin/addgroup bin/adduser bin/apk /usr/local/bin/
RUN ln -s ../../bin/busybox /usr/local/bin/wget

FROM dotnet-sdk AS dotnet-sdk-alpine
COPY --chmod=755 bin/addgroup bin/adduser bin/apk /usr/local/bin/
RUN ln -s ../../bin/busybox /usr/local/bin/wget
