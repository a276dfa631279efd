/** The texts of the Settings page about the desktop and the status page for phones. */
export const statusPageZh = {
  desktop: {
    title: '桌面',
    notices: '桌面通知',
    noticesRule: '出现故障、恢复正常、消息发不出去时弹出系统通知并响铃；同时发生很多时合并成一条。',
    keepInTray: '关窗留在托盘',
    keepInTrayRule: '关闭窗口时程序继续在后台收消息、做监控；从托盘图标退出。',
    quitsRule: '现在关闭窗口就会退出程序，监控和消息也随之停止。',
    noTray: '这个桌面没有托盘（或无法确认），所以关闭窗口仍会退出。GNOME 可安装 AppIndicator 扩展。',
  },
  statusPage: {
    title: '手机状态页',
    intro: '一个只读网页：监控项的名称、状态、可用率和未恢复的故障。不显示地址、主机名和原因。知道链接的人都能看，不需要登录。',
    on: '启用状态页',
    tags: '显示哪些',
    tagsAll: '全部监控项',
    tagsRule: '选了标签，就只显示带其中任一标签的监控项。',
    link: '链接',
    qr: '状态页的二维码',
    isLocal: '没有隧道，这个链接只有能连到监听地址的设备才打得开。',
    toConnection: '设置隧道',
    renew: '更换链接',
    renewAsk: '旧链接会立即失效，收藏了它的人要重新获取。',
    renewDo: '立即更换',
    noLink: '链接已丢失，更换一个即可。',
  },
};
