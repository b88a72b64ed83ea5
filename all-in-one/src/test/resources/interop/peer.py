"""The other side of PythonIT: Debian's confluent_kafka with python3-avro, as a laboratory would use it.

peer.py BROKERS REGISTRY produce TOPIC SAMPLE   writes one reading with the newest schema of the topic's subject
peer.py BROKERS REGISTRY consume TOPIC          reads one reading and prints it as JSON
"""
import json
import sys
from datetime import datetime, timezone

from confluent_kafka import Consumer, Producer
from confluent_kafka.avro.cached_schema_registry_client import CachedSchemaRegistryClient
from confluent_kafka.avro.serializer.message_serializer import MessageSerializer

brokers, registry_url, what, topic = sys.argv[1:5]
registry = CachedSchemaRegistryClient({"url": registry_url})
serializer = MessageSerializer(registry)

if what == "produce":
    sample = sys.argv[5]
    now = datetime(2026, 3, 4, 5, 6, 7, 123456, tzinfo=timezone.utc)
    reading = {
        "meta": {"id": "0195600f-0000-7000-8000-000000000001", "source": "instrument/python",
                 "occurredAt": now, "recordedAt": now, "correlationId": None, "causedBy": [], "traceparent": None},
        "sampleId": sample, "candidateId": None, "campaignId": "c-1", "experimentId": None,
        "instrumentId": "python", "technique": "scalar",
        "payload": {"values": {"overpotential": {"value": 312.5, "unit": "mV", "sem": 1.25, "n": 3}}},
        "simulated": True,
    }
    _, schema, _ = registry.get_latest_schema(topic + "-value")
    producer = Producer({"bootstrap.servers": brokers})
    failures = []
    producer.produce(topic, key=sample.encode(),
                     value=serializer.encode_record_with_schema(topic, schema, reading),
                     on_delivery=lambda error, _: failures.append(error) if error else None)
    if producer.flush(60) != 0 or failures:
        sys.exit("not acknowledged: %s" % failures)
else:
    consumer = Consumer({"bootstrap.servers": brokers, "group.id": "peer", "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    for _ in range(120):
        message = consumer.poll(1.0)
        if message is not None and message.error() is None:
            print(json.dumps(serializer.decode_message(message.value()), default=lambda time: time.isoformat()))
            break
    else:
        sys.exit("nothing to read")
    consumer.close()
