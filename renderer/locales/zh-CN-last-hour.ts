/** The texts about how busy a server was in the last hour. */
export const lastHourZh = {
  lastHour: {
    title: '最近一小时',
    cpu: 'CPU',
    memory: '内存',
    load: '负载',
    span: '最近一小时 {{least}} 到 {{most}}',
    soon: '连上后一分钟内显示最近一小时的曲线。',
    watch: '保留最近一小时的 CPU、内存和负载',
    watchRule: '每分钟通过 SSH 读取一次；问状态时附上曲线图。',
  },
};
