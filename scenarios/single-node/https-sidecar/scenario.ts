/** A TLS proxy beside a program that speaks plain HTTP only. */
import {
  exponential,
  ms,
  node,
  nodes,
  pod,
  poisson,
  sampler,
  scenario,
  seconds,
  system,
} from '../../../engine/index.ts'
import type { Fault, Stream } from '../../../engine/index.ts'
import { app } from './app.ts'
import { fallingBack } from './broken.ts'
import { carrier } from './carrier.ts'
import { webChecks } from './checks.ts'
import { claims } from './claims.ts'
import { parameters } from './parameters.ts'
import { client } from './client.ts'
import { gate, issuer } from './gate.ts'
import { prober } from './prober.ts'
import type { Body, Web } from './protocol.ts'

/** Pods of a legacy program and a TLS sidecar, a network that listens, and clients. */
export const httpsSidecar = scenario({
  id: 'https-sidecar',
  title: 'HTTPS sidecar',
  part: 'single-node',
  source: 'Burns, Designing Distributed Systems: The Sidecar Pattern, HTTPS for a legacy service',
  summary:
    'A program that speaks only plain HTTP gets a TLS proxy into its pod, and listens to nobody but ' +
    'that proxy. What leaves the pod is encrypted, at the price of the loopback and the cipher.',
  parameters,
  duration: ({ runs }) => runs,
  settle: ({ patience }) => 2 * patience + seconds(1),
  variants: {
    with: {
      title: 'sidecar',
      summary: 'The sidecar speaks TLS to the world; the program listens to the sidecar only.',
      kind: 'with',
    },
    without: {
      title: 'without',
      summary: 'The program itself listens to the world, in plain HTTP.',
      kind: 'without',
      params: { crash: false },
    },
    'bound-to-all': {
      title: 'listening to everyone',
      summary: 'There is a sidecar, but the program still listens to the world as well.',
      kind: 'broken',
      params: { bind: '0.0.0.0' },
      caughtBy: { check: 'nothing legible leaves a pod', seeds: 1 },
    },
    'falls-back': {
      title: 'falls back to plaintext',
      summary:
        'When its certificate has expired the sidecar goes on without encryption, and clients follow.',
      kind: 'broken',
      params: { outage: true },
      caughtBy: { check: 'a listener on the network reads nothing', seeds: 1 },
    },
    'wrong-probe': {
      title: 'the probe goes around the sidecar',
      summary: 'Readiness asks the program itself, and stays green while its sidecar is dead.',
      kind: 'broken',
      caughtBy: { check: 'a pod whose sidecar is dead is unready', seeds: 1 },
    },
  },
  build(p, variant) {
    const isWith = variant !== 'without'
    const draw = sampler(exponential(p.work))
    const isData = ({ body }: { body: Body }) => body.kind === 'data'
    return system<Web>({
      nodes: {
        client: nodes(
          3,
          client({
            port: isWith ? 443 : 80,
            patience: p.patience,
            keep: p.keep,
            downgrades: variant === 'falls-back',
          }),
        ),
        carrier: node(carrier),
        gate: nodes(
          isWith ? p.pods : 0,
          gate(p.life, variant === 'falls-back' ? fallingBack : undefined),
          {
            capacity: {
              workers: p.workers,
              service: {
                packet: (packet: { body: Body }) =>
                  packet.body.kind === 'hello' ? p.handshake : isData(packet) ? p.crypto : 0,
                fetched: p.crypto,
              },
            },
          },
        ),
        app: nodes(p.pods, app(isWith ? p.bind : '0.0.0.0'), {
          capacity: {
            workers: p.workers,
            service: {
              fetch: exponential(p.work),
              packet: (packet: { body: Body }, random: Stream) =>
                isData(packet) ? draw(random) : 0,
            },
          },
        }),
        prober: node(
          prober({
            pods: p.pods,
            period: p.period,
            threshold: p.threshold,
            through: isWith && variant !== 'wrong-probe' ? 'gate' : 'app',
          }),
        ),
        issuer: node(issuer(p.life)),
      },
      network: { latency: p.hop },
      pods: Array.from({ length: p.pods }, (_, index) =>
        pod(`web-${index + 1}`, [...(isWith ? [`gate-${index + 1}`] : []), `app-${index + 1}`], {
          cpu: p.cpu,
        }),
      ),
      workload: [
        {
          kind: 'open',
          name: 'visits',
          to: 'client',
          type: 'visit',
          // Pods are ready by then.
          from: ms(50),
          arrivals: poisson(p.rate),
          message: ({ random }) => ({ page: random.choose(100) }),
        },
        {
          kind: 'open',
          name: 'old addresses',
          to: 'client',
          type: 'oldVisit',
          from: ms(50),
          arrivals: poisson(p.oldRate),
          message: ({ random }) => ({ page: random.choose(100) }),
        },
      ],
    })
  },
  faults: (p, variant): Fault[] => [
    ...(p.crash && variant !== 'without'
      ? [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'gate-1' } as const]
      : []),
    ...(p.outage && variant !== 'without'
      ? [{ kind: 'cut', at: seconds(2), for: seconds(3), from: 'gate', to: 'issuer' } as const]
      : []),
  ],
  checks: ({ period, threshold, hop }) =>
    webChecks({ notice: (threshold + 1) * period + 2 * hop + ms(50) }),
  claims,
  disturbances: (p) => [
    {
      title: 'crash a sidecar',
      faults: [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'gate-1' }],
    },
    {
      title: 'cut off the issuer',
      faults: [
        { kind: 'cut', at: seconds(1), for: p.life + seconds(1), from: 'gate', to: 'issuer' },
      ],
    },
    {
      title: 'crash a program',
      faults: [{ kind: 'crash', at: seconds(1), for: seconds(1), target: 'app-1' }],
    },
    {
      title: 'kill a pod',
      faults: [{ kind: 'kill', at: seconds(1), for: seconds(1), target: 'web-1' }],
    },
    {
      title: 'six times the visits',
      faults: [
        { kind: 'overload', at: seconds(2), for: seconds(1), factor: 6, workload: 'visits' },
      ],
    },
  ],
  chaos: {
    targets: ['gate', 'app'],
    kinds: ['crash', 'pause', 'slow'],
    count: 4,
    from: ms(200),
    until: seconds(5),
    shortest: ms(50),
    longest: seconds(1),
  },
  ignores: [
    'The cipher and the key exchange are toys of 16 bits; they show who can read, not how safe it is.',
    'Nobody changes packets on the way, and a certificate has no name in it, only an end.',
    'TCP: a connection is opened in one round trip and loses nothing.',
    'Session tickets and other ways to a shorter handshake.',
  ],
})
