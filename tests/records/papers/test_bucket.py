"""The store in a bucket: the same bytes under the same names, against a real server of the S3 protocol on this machine."""

import hashlib

import pytest

from records.papers import shelves, store
from records.papers.store import BlobDamaged, BlobMissing
from township.crypto import CannotDecrypt, encrypt

boto3 = pytest.importorskip("boto3", reason="needs the packages of the bucket: requirements-dev.txt")
failures = pytest.importorskip("botocore.exceptions")
moto_server = pytest.importorskip("moto.server", reason="needs an S3 server: requirements-dev.txt")
pytest.importorskip("storages.backends.s3")

DATA = "信访材料：张三 13812345678".encode() * 50
KEYS = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}


@pytest.fixture(scope="module")
def server():
    running = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server, settings, tmp_path):
    """An empty bucket that the store uses."""
    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1", **KEYS)
    name = f"files-{tmp_path.name.lower().replace('_', '-')}"[:60]
    client.create_bucket(Bucket=name)
    settings.STORE_BUCKET, settings.STORE_ENDPOINT = name, server
    settings.STORE_KEY, settings.STORE_SECRET = KEYS.values()
    settings.VAR_DIR = tmp_path
    return lambda key: client.get_object(Bucket=name, Key=key)["Body"].read(), lambda key, body: client.put_object(
        Bucket=name, Key=key, Body=body
    )


def key_of(name: str) -> str:
    return f"store/{name[:2]}/{name}"


def test_bytes_are_kept_once_sealed_and_nothing_lies_on_the_disk(bucket, tmp_path):
    read, _ = bucket
    name = store.put(DATA)
    assert name == hashlib.sha256(DATA).hexdigest() == store.put(DATA)
    assert store.get(name) == DATA and list(store.names()) == [name]
    assert b"13812345678" not in read(key_of(name))
    assert not (tmp_path / "store").exists()


def test_a_changed_object_is_noticed_and_a_missing_one_said(bucket):
    read, write = bucket
    name = store.put(DATA)
    sealed = bytearray(read(key_of(name)))
    sealed[-1] ^= 1
    write(key_of(name), bytes(sealed))
    with pytest.raises(CannotDecrypt):
        store.get(name)
    write(key_of(name), encrypt(b"other bytes", context="store"))
    with pytest.raises(BlobDamaged):
        store.get(name)
    for missing in ("0" * 64, "../../etc/passwd", ""):
        with pytest.raises(BlobMissing):
            store.get(missing)


def test_files_are_carried_from_the_folder_to_the_bucket_as_they_are(bucket, settings):
    used, settings.STORE_BUCKET = settings.STORE_BUCKET, ""
    name = store.put(DATA)
    sealed = store.sealed(name)
    settings.STORE_BUCKET = used
    assert list(store.names()) == []
    store.put_sealed(name, sealed)
    assert store.get(name) == DATA and store.is_sealed_now(name) and not store.seal_anew(name)


def test_a_bucket_that_is_not_there_is_an_error_and_no_empty_store(bucket, settings):
    settings.STORE_BUCKET = "no-such-bucket"
    with pytest.raises(failures.ClientError, match="NoSuchBucket|Not Found|does not exist"):
        store.put(DATA)
    assert shelves.shelf() is shelves.shelf()
