/** The texts about servers that stand in the config file. */
export const fixedServerZh = {
  fixedServer: {
    mark: '配置文件',
    text: '这台服务器来自配置文件，不能在这里修改或删除。要改动，请编辑配置文件后重启微管。',
  },
};
