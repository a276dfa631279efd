/** The texts of the choice of an Official Account's notice template. */
export const noticeTemplateZh = {
  noticeTemplate: {
    section: '故障通知',
    label: '通知模板',
    rule: '对方超过 48 小时没有来信时，故障通知改用这个模板发送。',
    unsaved: '保存账号后，就能从公众号已有的模板里选择。',
    noRight: '模板消息需要已认证的服务号，或测试号。',
    none: '不用模板（超过 48 小时的人收不到通知）',
    empty: '公众号里还没有模板；先到微信后台的“模板消息”里添加。',
    read: '读取模板',
    readAgain: '重新读取',
    fields: '各字段显示什么',
    shows: '{{field}} 显示什么',
    fact: { title: '故障编号和名称', server: '服务器', state: '状态', time: '时间', reason: '原因', nothing: '不显示' },
  },
};
