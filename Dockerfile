# One file, an image for each service: `docker build --target moderation .` and `--target publisher`.
# The same locks as everywhere else: what is installed here is what was tested, hash by hash.
ARG PYTHON=python:3.11-slim-bookworm

# Nothing of this stage, neither pip nor setuptools nor sources, reaches an image.
FROM ${PYTHON} AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
RUN python -m venv tools && python -m venv --without-pip /usr/local/saring
COPY requirements-build.lock ./
RUN tools/bin/pip install --no-deps --require-hashes -r requirements-build.lock

FROM builder AS moderation-builder
COPY requirements-moderation.lock ./
RUN tools/bin/pip wheel --no-deps --no-build-isolation --require-hashes \
      --wheel-dir wheels -r requirements-moderation.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY shared shared
COPY services services
RUN tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir wheels . \
 && tools/bin/pip --python /usr/local/saring/bin/python install --no-deps --no-index --compile wheels/*.whl

FROM builder AS publisher-builder
COPY requirements-publisher.lock ./
RUN tools/bin/pip wheel --no-deps --no-build-isolation --require-hashes \
      --wheel-dir wheels -r requirements-publisher.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY shared shared
COPY services/__init__.py services/
# Only what posts: an intruder here finds neither the code nor the means to decide.
COPY services/publisher services/publisher
RUN tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir wheels . \
 && tools/bin/pip --python /usr/local/saring/bin/python install --no-deps --no-index --compile wheels/*.whl

FROM ${PYTHON} AS runtime
# The identifiers are fixed, so that volumes and other containers can be told who reads what.
RUN groupadd --gid 10001 saring \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
      --shell /usr/sbin/nologin saring \
 && install --directory --owner saring --group saring --mode 0750 /var/lib/saring /secrets \
      /made/grafana /made/moderation /made/owner /made/postgres-moderation \
      /made/postgres-publisher /made/publisher /made/rabbitmq
COPY deploy/docker/healthy.py /usr/local/bin/healthy
# The root file system is read-only: there is nowhere to write bytecode, and it is there already.
ENV PATH=/usr/local/saring/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PROMETHEUS_DISABLE_CREATED_SERIES=1 \
    SARING_DATA_DIR=/var/lib/saring \
    SARING_HOST=0.0.0.0
WORKDIR /var/lib/saring
USER saring

FROM runtime AS publisher
COPY --from=publisher-builder /usr/local/saring /usr/local/saring
EXPOSE 8081 9103
CMD ["python", "-m", "services.publisher.process"]

FROM runtime AS moderation
COPY --from=moderation-builder /usr/local/saring /usr/local/saring
EXPOSE 8080 9101 9102
CMD ["saring", "run", "api"]
