"""W1-W3 in SimPy, as its manual has it: processes, timeouts, events and resources.

python3 workloads.py phold <processes> <each> <events>
python3 workloads.py requests <milliseconds>
python3 workloads.py queueing <servers> <load> <customers>
"""

import json
import random
import sys
import time

import simpy


def phold(processes, each, events):
    """An event on its way from place to place is a process."""
    env = simpy.Environment()
    draw = random.Random(1)
    visits = [0] * processes
    done = env.event()
    executed = 0

    def travel():
        nonlocal executed
        while True:
            yield env.timeout(0.1 + draw.expovariate(1))
            visits[int(draw.random() * processes)] += 1
            executed += 1
            if executed == events:
                done.succeed()

    for _ in range(processes * each):
        env.process(travel())
    env.run(until=done)
    return {"amount": events, "time": env.now}


def requests(milliseconds):
    """Messages are timeouts with somebody to call; the guard is a condition."""
    env = simpy.Environment()
    draw = random.Random(2)
    count = {"done": 0, "late": 0}

    def latency():
        return 1 + draw.expovariate(0.1)

    def client():
        while True:
            answer = env.event()
            request = env.timeout(latency())
            request.callbacks.append(lambda _, answer=answer: serve(answer))
            guard = env.timeout(1000)
            yield answer | guard
            count["done" if answer.triggered else "late"] += 1

    def serve(answer):
        reply = env.timeout(latency())
        reply.callbacks.append(lambda _: answer.succeed())

    for _ in range(100):
        env.process(client())
    env.run(until=milliseconds)
    outcome = {"amount": count["done"], "time": milliseconds}
    if count["late"] > 0:
        outcome["wrong"] = f"{count['late']} requests took longer than their timer"
    return outcome


def queueing(servers, load, customers):
    """A customer is a process that asks for a place of a resource."""
    env = simpy.Environment()
    draw = random.Random(3)
    counter = simpy.Resource(env, capacity=servers)
    in_batch = -(-customers // 32)
    waits = []
    batch = []
    served = 0

    def customer():
        nonlocal served
        since = env.now
        with counter.request() as place:
            yield place
            batch.append(env.now - since)
            served += 1
            if len(batch) == in_batch or served == customers:
                waits.append([sum(batch), len(batch)])
                batch.clear()
            yield env.timeout(draw.expovariate(1))

    def street():
        for _ in range(customers):
            yield env.timeout(draw.expovariate(load * servers))
            env.process(customer())

    env.process(street())
    env.run()
    return {"amount": served, "waits": waits}


def main(workload, *numbers):
    works = {"phold": (phold, int), "requests": (requests, int), "queueing": (queueing, float)}
    work, number = works[workload]
    sizes = [number(word) for word in numbers]
    if workload == "queueing":
        sizes = [int(sizes[0]), sizes[1], int(sizes[2])]
    begin = time.perf_counter()
    outcome = work(*sizes)
    outcome["seconds"] = time.perf_counter() - begin
    print(json.dumps(outcome))


main(*sys.argv[1:])
