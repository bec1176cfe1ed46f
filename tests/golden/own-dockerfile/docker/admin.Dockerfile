ARG NODE=20
FROM node:${NODE}-slim AS base
ARG MODE
WORKDIR /app
COPY admin/package.json admin/package-lock.json ./
RUN --mount=type=secret,id=NPM_TOKEN,required=true npm ci

FROM base AS dev
CMD ["npm", "run", "dev"]

FROM base AS check
COPY admin/ ./

FROM base AS final
COPY admin/ ./
USER 1001:1001
ENTRYPOINT ["node"]
CMD ["server.js"]
HEALTHCHECK --start-period=20s CMD ["node", "check.js"]
