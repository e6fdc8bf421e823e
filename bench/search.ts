import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readConfig } from '../src/config.ts'
import { openHouse } from '../src/house.ts'
import { demoDistrict } from '../src/kernel/district.ts'
import { searchAll } from '../src/modules/search/views.ts'
import type { Context, Platform } from '../src/platform/context.ts'
import { blindIndex } from '../src/platform/keys.ts'
import { systemContext } from '../src/platform/system.ts'
import type { Result } from './result.ts'

const rows = 1_000_000
const projects = 2_000
const rounds = 40

/** What is typed, by what it finds; each is asked with other words again and again. */
const asked: Readonly<Record<string, (nth: number) => string>> = {
  'a worker by two letters of his name': (nth) => at(surnames, nth) + at(given, nth * 7),
  'a worker by his whole name': (nth) => nameOf(nth * 977),
  'a worker by his ID number': (nth) => idNumber(nth),
  'a project by its name': (nth) => projectName(nth * 31),
  'a task by two words': (nth) => `${at(places, nth)} 分文未发`,
  'what stands in every task': () => '发薪日',
  'an enterprise by its name': (nth) => `示例${nth * 13}建筑`,
  'what nothing is called': (nth) => `没有这个${nth}`,
}

/** One search over a million workers, as many tasks, 2,000 projects and 100,000 enterprises: for the whole district, and for a firm. */
export async function* benchSearch(scale: number): AsyncGenerator<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'huxin-bench-search-'))
  const environment = { ...process.env, HUXIN_DATA: folder, DATABASE_URL: '', LOG_LEVEL: 'error' }
  const house = await openHouse(readConfig(environment), { name: 'huxin bench', hearers: [] })
  try {
    const count = Math.round(rows * scale)
    const begun = performance.now()
    const own = await fill(house.ownerUrl, house.platform, count)
    yield result('filling in what is searched', count, (performance.now() - begun) / 1_000, [])
    const office = contextOf(house.platform, '*')
    const firm = contextOf(house.platform, [own])
    for (const [who, ctx] of [
      ['office', office],
      ['firm', firm],
    ] as const) {
      const every: number[] = []
      for (const [what, words] of Object.entries(asked)) {
        await searchAll(ctx, { words: words(0) })
        const took: number[] = []
        for (let nth = 1; nth <= rounds; nth += 1) {
          const from = performance.now()
          await searchAll(ctx, { words: words(nth) })
          took.push(performance.now() - from)
        }
        every.push(...took)
        yield result(`${who}: ${what}`, rounds, sum(took) / 1_000, took)
      }
      yield result(`${who}: all of them`, every.length, sum(every) / 1_000, every)
    }
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function contextOf(platform: Platform, seen: '*' | string[]): Context {
  const ctx = systemContext(platform, demoDistrict, new Date())
  const role = seen === '*' ? ('coordination-office' as const) : ('labour-officer' as const)
  return {
    ...ctx,
    scope: { ...ctx.scope, projects: seen },
    actor: { ...ctx.actor, roles: [role] },
  }
}

/** Straight into the tables: what is measured is the search. Returns the project that the firm sees. */
async function fill(ownerUrl: string, platform: Platform, count: number): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const run = (text: string, values: unknown[] = []) => client.query(text, values)
  try {
    const ids = Array.from({ length: projects }, () => randomUUID())
    const [own = ''] = ids
    const names = ids.map((_, nth) => projectName(nth))
    await run(
      `insert into registry.project (district, id, code, name, name_key, owner_kind, state, version, created_at)
        select $1, id, 'P' || lpad(nth::text, 6, '0'), name, name, 'private', 'building', 1, '2026-01-01T00:00:00Z'
        from unnest($2::uuid[], $3::text[]) with ordinality as u (id, name, nth)`,
      [demoDistrict, ids, names],
    )
    await run(
      `insert into registry.enterprise (id, name, name_key)
        select gen_random_uuid(), '示例' || n || '建筑工程有限公司', '示例' || n || '建筑工程有限公司' from generate_series(1, $1) n`,
      [Math.max(1_000, count / 10)],
    )
    await run(
      `insert into labour.worker (district, id, name, import_id)
        select $1, gen_random_uuid(), ($2::text[])[1 + ((n * 7919) % cardinality($2::text[]))::integer] || ($3::text[])[1 + ((n * 104729) % cardinality($3::text[]))::integer]
          || case when n % 4 = 0 then '' else ($3::text[])[1 + ((n / 3 * 15485863) % cardinality($3::text[]))::integer] end, gen_random_uuid()
        from generate_series(1::bigint, $4) n`,
      [demoDistrict, [...surnames], [...given], count],
    )
    await run(
      `insert into labour.engagement (district, project_id, worker_id, on_roster)
        select $1, ($2::uuid[])[1 + (row_number() over ())::integer % $3], id, true from labour.worker`,
      [demoDistrict, ids, projects],
    )
    await run(
      `insert into tasks.task (district, id, about_kind, about_id, title, asks, owner_role, owner_place, state, assigned_on, assigned_by_name, changed_at, project_id)
        select $1, gen_random_uuid(), 'matter', n::text, ($4::text[])[1 + n % $3] || '：发薪日已过，分文未发', '查明原因', 'coordination-office', '',
          case when n % 50 = 0 then 'open' else 'closed' end, '2026-11-01', 'nobody', '2026-11-01T00:00:00Z', ($2::uuid[])[1 + n % $3]
        from generate_series(1, $5::integer) n`,
      [demoDistrict, ids, projects, names, count],
    )
    const values = Array.from({ length: rounds + 1 }, (_, nth) =>
      blindIndex(platform.keys, 'id-number', idNumber(nth)),
    )
    await run(
      `with value as (
          insert into platform.personal_value (district, id, kind, blind_index, ciphertext, masked)
          select $1, gen_random_uuid(), 'id-number', b, b, '' from unnest($2::bytea[]) b returning id
        ), numbered as (select id, row_number() over () as nth from value),
        worker as (select id, row_number() over () as nth from (select id from labour.worker limit 1000) w)
        update labour.worker w set id_value = v.id from numbered v join worker k on k.nth = v.nth where w.district = $1 and w.id = k.id`,
      [demoDistrict, values],
    )
    await run('vacuum analyze')
    return own
  } finally {
    await client.end()
  }
}

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤'
const given =
  '伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘秀娟英华慧巧美娜静淑惠珠翠雅芝玉萍红娥玲芬芳燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝丽阳妮宝贝初程梵罡恒鸿桦骅剑娇纪宽苛灵玛媚琪晴容睿烁堂唯威韦雯苇萱阅彦宇雨洋忠宗曼紫逸贤蝶菡绿蓝儿翠烟'
const places = '甲乙丙丁戊己庚辛壬癸'
const works = [
  '中学扩建',
  '道路提升',
  '安置房',
  '卫生院迁建',
  '物流园',
  '桥梁加固',
  '管网改造',
  '公寓',
]

function at(letters: string, nth: number): string {
  return letters[nth % letters.length] ?? ''
}

function nameOf(n: number): string {
  const begin = at(surnames, n * 7919) + at(given, n * 104_729)
  return n % 4 === 0 ? begin : begin + at(given, Math.floor(n / 3) * 15_485_863)
}

function projectName(nth: number): string {
  const work = works[nth % works.length] ?? ''
  return `${at(places, nth)}街道${work}${Math.floor(nth / works.length)}号工程`
}

function idNumber(nth: number): string {
  return `9901011990010${String(nth).padStart(4, '0')}X`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0)
}

function result(what: string, done: number, seconds: number, took: readonly number[]): Result {
  const sorted = took.toSorted((a, b) => a - b)
  const share = (of: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))]
  const [p50Ms, p95Ms, p99Ms] = [share(0.5), share(0.95), share(0.99)]
  return {
    bench: 'search',
    case: what,
    rows: done,
    seconds,
    perSecond: done / seconds,
    ...(p50Ms === undefined ? {} : { p50Ms }),
    ...(p95Ms === undefined ? {} : { p95Ms }),
    ...(p99Ms === undefined ? {} : { p99Ms }),
  }
}
