import { z } from 'zod'
import type { AnyEndpoint } from '../../kernel/endpoint.ts'

type Schema = Record<string, unknown>

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly security: readonly Schema[]
  readonly parameters: readonly Schema[]
  readonly requestBody?: Schema
  readonly responses: Schema
  /** Roles that may call it; left out where whoever reaches it may. */
  readonly 'x-may'?: readonly string[]
}

/** A document of OpenAPI 3.1: what the endpoints' own contracts say, and nothing else. */
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: Schema
}

const description =
  'A write within a district carries an Idempotency-Key: the same key again gets the same reply. A refusal is { refusal, sentence }; its sentence is for whoever called.'

/** Every endpoint as OpenAPI 3.1 says it. */
export function openApiOf(endpoints: readonly AnyEndpoint[]): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const endpoint of endpoints) {
    const at = (paths[pathOf(endpoint)] ??= {})
    at[endpoint.method.toLowerCase()] = operationOf(endpoint)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Huxin', version: '1', description },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'huxin_session' } },
      schemas: {
        Refused: {
          type: 'object',
          properties: { refusal: { type: 'object' }, sentence: { type: 'string' } },
          required: ['refusal', 'sentence'],
        },
      },
    },
  }
}

function pathOf({ reach, path }: AnyEndpoint): string {
  const below = path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')
  return reach === 'district' ? `/api/d/{district}${below}` : `/api${below}`
}

function operationOf(endpoint: AnyEndpoint): Operation {
  const { name, method, reach, may, body } = endpoint
  const isWrite = method !== 'GET'
  const isOnce = isWrite && reach === 'district'
  const refused = {
    description: 'refused',
    content: json({ $ref: '#/components/schemas/Refused' }),
  }
  return {
    operationId: name,
    tags: [name.split('.', 1)[0] ?? name],
    security: reach === 'open' ? [] : [{ session: [] }],
    parameters: [
      ...(reach === 'district' ? [parameter('district', 'path', { type: 'string' }, true)] : []),
      ...partsOf(endpoint.params).map(([part, schema]) => parameter(part, 'path', schema, true)),
      ...partsOf(endpoint.query).map(([part, schema, needed]) =>
        parameter(part, 'query', schema, needed),
      ),
      ...(isOnce ? [parameter('idempotency-key', 'header', { type: 'string' }, true)] : []),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    responses: {
      200: { description: 'done', content: json(schemaOf(endpoint.reply, 'output')) },
      default: refused,
    },
    ...(may === undefined ? {} : { 'x-may': may }),
  }
}

function json(schema: Schema): Schema {
  return { 'application/json': { schema } }
}

function parameter(name: string, where: string, schema: Schema, required: boolean): Schema {
  return { name, in: where, required, schema }
}

/** The parts of an object's schema: name, schema, whether it must be there. */
function partsOf(schema: z.ZodType | undefined): [string, Schema, boolean][] {
  if (!(schema instanceof z.ZodObject)) return []
  const shape: Record<string, z.ZodType> = schema.shape
  return Object.entries(shape).map(([name, part]) => [
    name,
    schemaOf(part, 'input'),
    !part.safeParse(undefined).success,
  ])
}

/** What JSON Schema cannot say (a day that is in the calendar) is left open; the server checks it. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...said } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return said
}
