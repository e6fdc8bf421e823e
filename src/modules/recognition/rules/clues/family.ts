import type { Family } from '../family.ts'
import { clueRows } from './clue-rows.ts'

/** What a list of clues (欠薪线索) may say of one; who reports, and what he says, is named here and read by nobody yet. */
export type ClueField =
  | 'seq'
  | 'clueNumber'
  | 'arrivedAt'
  | 'limitOn'
  | 'reporter'
  | 'reporterPhone'
  | 'reporterId'
  | 'clueContent'
  | 'clueTitle'
  | 'againstFirm'
  | 'clueProject'
  | 'cluePlace'
  | 'owedAmount'
  | 'peopleCount'
  | 'handler'
  | 'handledState'
  | 'clueSource'
  | 'clueKind'

export type ClueSheetKind = 'clue-list-12345' | 'clue-list-national'

export const clueFamily: Family<ClueField, ClueSheetKind> = {
  words: [
    ['seq', '序号 项次 no no. 行号'],
    [
      'clueNumber',
      `工单编号 工单号 工单流水号 受理编号 受理单号 诉求编号 转办单号 转办编号 交办单号 派单编号 事项编号 任务编号 来电编号 业务编号 服务单号 信件编号 案件编号
      线索编号 线索号 线索编码 线索流水号 编号 线索单号 案件号 举报编号 投诉编号`,
    ],
    [
      'arrivedAt',
      `来电时间 来电日期 诉求时间 受理时间 受理日期 登记时间 登记日期 创建时间 派单时间 转办时间 转办日期 交办时间 派发时间 接单时间 反映时间 反映日期 提交时间 提交日期
      线索时间 举报时间 投诉时间 上报时间 接收时间 来件时间 线索提交时间 线索登记时间 派单日期 来信时间`,
    ],
    [
      'limitOn',
      `办理时限 办结时限 截止时间 截止日期 办理期限 回复时限 回复期限 处理时限 反馈时限 办结期限 到期时间 限办时间 要求办结时间 要求办结日期 处置时限 核处时限 应办结时间 办理截止时间
      要求反馈时间 办结截止时间 限办日期 处置期限 承办时限 反馈期限`,
    ],
    [
      'reporter',
      `诉求人 来电人 来电人姓名 诉求人姓名 反映人 反映人姓名 投诉人 投诉人姓名 举报人 举报人姓名 市民姓名 市民 联系人 联系人姓名 姓名 申请人 信访人 当事人 客户姓名
      线索反映人 劳动者姓名 农民工姓名 来信人`,
    ],
    [
      'reporterPhone',
      `联系电话 来电号码 联系方式 电话 手机号 手机号码 电话号码 反映人电话 来电电话 诉求人电话 投诉人电话 联系人电话 联系号码 反映人手机号 反映人联系方式 举报人电话
      主叫号码 反映人联系电话 诉求人联系电话 投诉人联系方式 联系手机`,
    ],
    ['reporterId', '身份证号 身份证号码 证件号码 反映人身份证号 证件号 反映人证件号码'],
    [
      'clueContent',
      `诉求内容 来电内容 工单内容 反映内容 投诉内容 事项内容 问题描述 诉求描述 主要诉求 具体内容 内容 诉求详情 内容描述 线索内容 问题内容 反映问题 举报内容 线索描述
      反映情况 情况描述 反映的主要问题 欠薪情况 欠薪情况描述 诉求 具体诉求`,
    ],
    ['clueTitle', '工单标题 诉求标题 标题 事项名称 主题 来电主题 事项标题'],
    [
      'againstFirm',
      `被反映单位 被反映单位名称 被投诉单位 被投诉单位名称 被举报单位 欠薪单位 欠薪主体 欠薪企业 涉事单位 涉事企业 涉及单位 责任单位 用人单位 用工单位 被诉求单位
      反映单位 被反映企业 涉及企业 单位名称 企业名称 诉求对象 被反映对象 被投诉对象 涉诉单位`,
    ],
    [
      'clueProject',
      '项目名称 工程名称 涉及项目 欠薪项目 所属项目 项目 工程项目 涉及项目名称 工程项目名称 涉事项目 欠薪项目名称 反映项目',
    ],
    [
      'cluePlace',
      '事发地址 发生地址 诉求地址 事发地 事发地点 所属区域 地址 项目地址 欠薪发生地 所在地 行政区划 属地 所属街道 区域 项目所在地 发生地 反映地址 诉求区域 案发地 项目地点 地点',
    ],
    [
      'owedAmount',
      '欠薪金额 拖欠金额 涉及金额 涉薪金额 拖欠工资金额 欠薪数额 涉案金额 反映金额 金额 欠薪总额 被欠金额 欠薪额 涉及欠薪金额 诉求金额 被欠薪金额',
    ],
    [
      'peopleCount',
      '涉及人数 欠薪人数 涉薪人数 被欠薪人数 人数 拖欠人数 涉案人数 涉及劳动者人数 涉及农民工人数 反映人数 涉及劳动者数',
    ],
    [
      'handler',
      `承办单位 承办部门 办理单位 责任部门 处理单位 主办单位 派往单位 处置单位 转办单位 核处单位 受理单位 经办单位 交办单位 承办人 办理部门 接收单位 派发单位 处理部门
      处办单位 核实单位`,
    ],
    [
      'handledState',
      '工单状态 办理状态 处理状态 办结状态 线索状态 状态 办理情况 处置状态 核处状态 办理结果 处理结果 核处结果 是否办结 处置结果 答复内容 回复内容 核实情况 处理情况',
    ],
    [
      'clueSource',
      '来源 诉求来源 工单来源 线索来源 来电渠道 渠道 受理渠道 反映渠道 来源渠道 诉求渠道',
    ],
    [
      'clueKind',
      '诉求类型 工单类型 诉求类别 问题分类 事项分类 工单分类 一级分类 二级分类 线索类型 行业类型 行业 所属行业 类型 诉求分类 欠薪类型 行业类别 工单类别 紧急程度',
    ],
  ],
  contained: [
    ['clueNumber', /(?:工单|诉求|线索|转办|交办|受理|派单|事项|举报|投诉).*(?:编号|编码|单号|号$)/],
    ['limitOn', /时限|期限|截止/],
    ['peopleCount', /人数/],
    ['owedAmount', /(?:欠薪|拖欠|涉及|涉案|涉薪).*(?:金额|数额|款)/],
    ['reporterPhone', /电话|手机|联系方式|来电号码/],
    ['reporterId', /身份证|证件号/],
    ['againstFirm', /(?:被反映|被投诉|被举报|欠薪|涉事|涉及).*(?:单位|企业|公司|主体)/],
    ['clueProject', /(?:项目|工程).*名称/],
    ['clueContent', /(?:诉求|来电|反映|投诉|举报|线索).*(?:内容|情况|描述|问题)/],
    ['arrivedAt', /(?:来电|诉求|受理|登记|反映|提交|转办|派单|派发|举报|投诉).*(?:时间|日期)/],
    ['reporter', /(?:诉求|来电|反映|投诉|举报|联系)人/],
    ['handler', /(?:承办|办理|主办|处置|核处).*(?:单位|部门)/],
  ],
  kinds: [
    {
      kind: 'clue-list-national',
      needs: [
        ['clueNumber', 'arrivedAt'],
        ['owedAmount', 'peopleCount', 'againstFirm'],
        ['againstFirm', 'clueProject', 'clueContent'],
      ],
      not: [],
      title:
        /根治欠薪|全国.{0,10}线索|欠薪线索|线索(?:反映|清单|台账|明细|列表|导出|核处|交办|汇总)|国家平台/,
      onlyWithTitle: true,
      telling: 3,
      period: () => null,
      read: clueRows,
    },
    {
      kind: 'clue-list-12345',
      needs: [
        ['clueNumber', 'arrivedAt'],
        ['clueContent', 'clueTitle', 'reporter', 'reporterPhone'],
      ],
      not: [],
      title: /12345|12333|热线|工单|转办|诉求|便民|来电|民意|信访|接诉即办|政务服务/,
      onlyWithTitle: true,
      telling: 3,
      period: () => null,
      read: clueRows,
    },
    {
      // 线索编号 and what is owed: only the national platform's list has both.
      kind: 'clue-list-national',
      needs: [
        ['clueNumber'],
        ['owedAmount', 'peopleCount'],
        ['againstFirm', 'clueProject'],
        ['arrivedAt', 'reporter', 'clueContent'],
      ],
      not: ['limitOn'],
      title: /欠薪|线索/,
      period: () => null,
      telling: 2,
      read: clueRows,
    },
    {
      kind: 'clue-list-12345',
      needs: [
        ['clueNumber'],
        ['clueContent'],
        ['limitOn', 'handler', 'arrivedAt'],
        ['reporter', 'reporterPhone', 'limitOn'],
      ],
      not: [],
      title: /工单|诉求/,
      period: () => null,
      telling: 2,
      read: clueRows,
    },
  ],
  values: {
    reporterPhone: (text) => /\d{7,}/.test(text.replaceAll(/[\s-]/g, '')),
  },
}
