FROM node:20
USER 10001:10001
COPY docs/guide.md docs/
COPY web/src/ src/
COPY docs/secret.txt docs/
CMD ["node", "src/worker.js"]
