# Stand-ins for engines of the catalogue: each listens on the ports of the real one, runs as its user and passes its health check.

FROM stand-in/python:latest AS engine
COPY --from=stand-in/alpine:latest /bin/busybox /bin/busybox
RUN ln -s /bin/busybox /usr/local/bin/wget
COPY --chmod=755 bin/engine bin/nc /usr/local/bin/
ENTRYPOINT ["engine"]

FROM engine AS postgres
ENV ENGINE_PORTS=5432 ENGINE_DATA=/var/lib/postgresql/data
RUN install -d -o 999 -g 999 /var/lib/postgresql/data && printf '#!/bin/sh\nexec nc -z 127.0.0.1 5432\n' >/usr/local/bin/pg_isready \
    && chmod 755 /usr/local/bin/pg_isready
VOLUME /var/lib/postgresql/data

FROM engine AS minio
ENV ENGINE_PORTS="9000 9001" ENGINE_DATA=/data
RUN mkdir /data && printf '#!/bin/sh\nexec nc -z 127.0.0.1 9000\n' >/usr/local/bin/mc && chmod 755 /usr/local/bin/mc
VOLUME /data

FROM engine AS temporal
ENV ENGINE_PORTS=7233
RUN install -d /etc/temporal && ln -s /usr/local/bin/engine /etc/temporal/entrypoint.sh && useradd --uid 1000 temporal
USER temporal

# The real programs, of Debian's packages.
FROM stand-in/python:latest AS monitor
COPY --from=stand-in/alpine:latest /bin/busybox /bin/busybox
RUN ln -s /bin/busybox /usr/local/bin/wget && install -d -o 65534 -g 65534 /prometheus /alertmanager

FROM monitor AS prometheus
COPY --chmod=755 monitoring/prometheus /bin/prometheus
# The image has a configuration, which is replaced where monitoring is configured.
RUN mkdir /etc/prometheus && printf 'scrape_configs: []\n' >/etc/prometheus/prometheus.yml
USER nobody
VOLUME /prometheus
ENTRYPOINT ["/bin/prometheus"]

FROM monitor AS alertmanager
COPY --chmod=755 monitoring/prometheus-alertmanager /bin/alertmanager
COPY monitoring/templates/ /usr/share/prometheus/alertmanager/
RUN mkdir /etc/alertmanager && printf 'route: { receiver: none }\nreceivers: [{ name: none }]\n' >/etc/alertmanager/alertmanager.yml
USER nobody
VOLUME /alertmanager
ENTRYPOINT ["/bin/alertmanager"]

FROM monitor AS node-exporter
COPY --chmod=755 monitoring/prometheus-node-exporter /bin/node_exporter
USER nobody
ENTRYPOINT ["/bin/node_exporter"]

FROM monitor AS blackbox-exporter
COPY --chmod=755 monitoring/prometheus-blackbox-exporter /bin/blackbox_exporter
USER nobody
ENTRYPOINT ["/bin/blackbox_exporter"]

FROM engine AS cadvisor
ENV ENGINE_PORTS=8080
RUN ln -s /usr/local/bin/engine /usr/bin/cadvisor

FROM engine AS postgres-exporter
ENV ENGINE_PORTS=9187
USER nobody

FROM engine AS redis-exporter
ENV ENGINE_PORTS=9121
USER nobody

FROM engine AS mongodb-exporter
ENV ENGINE_PORTS=9216
USER nobody

FROM engine AS grafana
ENV ENGINE_PORTS=3000 ENGINE_DATA=/var/lib/grafana
RUN install -d -o 472 -g 0 /var/lib/grafana
USER 472

FROM engine AS otel-collector
ENV ENGINE_PORTS="4317 4318 8888 13133"
USER 10001:10001

FROM engine AS traefik
ENV ENGINE_PORTS="8080 8443" ENGINE_DATA=/var/lib/traefik
RUN printf '#!/bin/sh\nexec nc -z 127.0.0.1 8443\n' >/usr/local/bin/traefik && chmod 755 /usr/local/bin/traefik

FROM engine AS mosquitto
ENV ENGINE_PORTS=1883 ENGINE_DATA=/mosquitto/data
RUN install -d -o 1883 -g 1883 /mosquitto/data && ln -s engine /usr/local/bin/mosquitto \
    && printf '#!/bin/sh\nexec nc -z 127.0.0.1 1883\n' >/usr/local/bin/mosquitto_sub \
    && printf '#!/bin/sh\n: >"$3"\n' >/usr/local/bin/mosquitto_passwd && chmod 755 /usr/local/bin/mosquitto_*

FROM engine AS vault
COPY --chmod=755 bin/vault /usr/local/bin/
COPY --chmod=555 vault/ /opt/vault/

FROM stand-in/python:latest AS python-alpine
COPY --from=stand-in/alpine:latest /bin/busybox /bin/busybox
COPY --from=stand-in/alpine:latest /usr/share/apk/ /usr/share/apk/
COPY --chmod=755 bin/addgroup bin/adduser bin/apk /usr/local/bin/
RUN ln -s /bin/busybox /usr/local/bin/wget

FROM stand-in/python:latest AS node-debian
COPY --from=stand-in/node:latest /usr/local/ /usr/local/
COPY --from=stand-in/node:latest /opt/npm-cache/ /opt/npm-cache/
