import { isIn, isSyntax, isTypeScript, lineOf, syntaxOf } from './source.ts'
import type { Finding, Guard, Source, Syntax } from './source.ts'

/** Members of `Math` that give the same bits on every engine. */
const exact = new Set(
  (
    'abs ceil clz32 floor fround imul max min round sign sqrt trunc ' +
    'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'
  ).split(' '),
)

/** Names of the language itself that may not be used, whatever else the file calls so. */
const banned = new Set(
  (
    'Date Intl Promise eval Function globalThis WeakRef FinalizationRegistry ' +
    'SharedArrayBuffer Atomics Temporal'
  ).split(' '),
)

/** Names of a platform; a file may have a variable of its own of this name. */
const platform = new Set(
  (
    'performance setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask ' +
    'requestAnimationFrame crypto process Buffer require global window self document navigator ' +
    'location fetch console localStorage sessionStorage indexedDB Worker postMessage ' +
    'structuredClone'
  ).split(' '),
)

const bannedMethods = new Set(
  'localeCompare toLocaleString toLocaleDateString toLocaleLowerCase toLocaleUpperCase'.split(' '),
)

/** The registry loads scenarios on demand: its promises end before any run begins. */
const registry = 'scenarios/index.ts'

/** What a run must not depend on is not to be found in the engine and the scenarios. */
export const purity: Guard = (sources) => {
  const looked = sources.filter(
    (source) => isIn(source, 'engine', 'scenarios') && isTypeScript(source),
  )
  return { looked: looked.length, findings: looked.flatMap(findingsIn) }
}

function findingsIn(source: Source): Finding[] {
  const nodes = syntaxOf(source)
  const own = namesDeclaredIn(nodes)
  const labels = new Set(nodes.flatMap(labelsOf))
  return nodes.flatMap((node) => {
    const says = judge(node, own, labels)
    if (says === undefined || (source.path === registry && /Promise|async|await/.test(says)))
      return []
    return [{ path: source.path, line: lineOf(source, node), says }]
  })
}

function judge(node: Syntax, own: Set<string>, labels: Set<unknown>): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return labels.has(node) ? undefined : judgeName(String(node['name']), own)
    case 'MemberExpression':
      return judgeMember(node)
    case 'BinaryExpression':
    case 'AssignmentExpression':
      return ['**', '**='].includes(String(node['operator']))
        ? '** differs between engines; use pow, or multiply'
        : undefined
    case 'CallExpression':
      return judgeCall(node)
    case 'AwaitExpression':
      return 'no await: a handler runs to completion'
    case 'MetaProperty':
      return 'import.meta differs between platforms'
    default:
      return node['async'] === true ? 'no async: a handler runs to completion' : undefined
  }
}

function judgeName(name: string, own: Set<string>): string | undefined {
  if (banned.has(name)) return `${name} makes runs differ or waits outside virtual time`
  if (platform.has(name) && !own.has(name))
    return `${name} belongs to a platform; the engine has none`
  if (name === 'Math') return 'Math may only be used as Math.floor and the like, member by member'
  return undefined
}

function judgeMember(node: Syntax): string | undefined {
  const name = isSyntax(node['property']) ? String(node['property']['name']) : ''
  if (isMath(node['object']) && !isExactMath(node)) {
    return `Math.${node['computed'] === true ? '[…]' : name} differs between engines; use engine/clockwork/mathematics.ts or a stream of the run`
  }
  if (bannedMethods.has(name)) return `${name} depends on the locale; compare with < instead`
  return undefined
}

function judgeCall(node: Syntax): string | undefined {
  const callee = node['callee']
  if (!isSyntax(callee) || !isSyntax(callee['property'])) return undefined
  const name = String(callee['property']['name'])
  const count = Array.isArray(node['arguments']) ? node['arguments'].length : 0
  if ((name === 'sort' || name === 'toSorted') && count === 0) {
    return `${name} without a comparator compares texts; say how to compare`
  }
  return undefined
}

function isMath(value: unknown): boolean {
  return isSyntax(value) && value.type === 'Identifier' && value['name'] === 'Math'
}

function isExactMath(member: Syntax): boolean {
  const property = member['property']
  return member['computed'] !== true && isSyntax(property) && exact.has(String(property['name']))
}

/** Identifiers that are no use of a variable: member names, keys of records, `Math` of `Math.abs`. */
function labelsOf(node: Syntax): unknown[] {
  const labels: unknown[] = []
  if (node.type === 'MemberExpression') {
    if (node['computed'] !== true) labels.push(node['property'])
    if (isMath(node['object'])) labels.push(node['object']) // judged as a member
  } else if (node['key'] !== undefined && node['computed'] !== true && node['shorthand'] !== true) {
    labels.push(node['key'])
  } else if (node.type === 'TSQualifiedName') {
    labels.push(node['right'])
  }
  return labels
}

/** Names that the file itself declares, in any scope: variables, parameters, functions, types. */
function namesDeclaredIn(nodes: readonly Syntax[]): Set<string> {
  const names = new Set<string>()
  const declare = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) declare(item)
    if (!isSyntax(value)) return
    if (value.type === 'Identifier') names.add(String(value['name']))
    else if (value.type === 'Property') declare(value['value'])
    else if (value.type === 'ObjectPattern') declare(value['properties'])
    else if (value.type === 'ArrayPattern') declare(value['elements'])
    else if (value.type === 'AssignmentPattern') declare(value['left'])
    else if (value.type === 'RestElement') declare(value['argument'])
  }
  for (const node of nodes) {
    if (/^(VariableDeclarator|Function|Class|Import.*Specifier|TS.*Declaration)/.test(node.type)) {
      declare(node['id'])
      declare(node['local'])
    }
    declare(node['params'])
    declare(node['param'])
  }
  return names
}
