import { type FailureText, say } from './failure-text.ts';

/** Why a target could not be woken, switched or looked at: wake-on-lan, IPMI, VNC and pictures of its screen. */
export const controlFailures = {
  'control/called-off': say('操作已取消', '需要时可再次执行。', 'This was called off', 'Run it again when you need it.'),
  'control/no-such-host': say(
    '找不到主机“{host}”（{reason}）',
    '检查主机名是否写对；局域网内的名字解析不到时，直接填 IP 地址。',
    'The host "{host}" was not found ({reason})',
    "Check its name. Where the network doesn't know names, enter the IP address.",
  ),

  'control/wake-secure-on': say(
    'SecureOn 密码的格式不对',
    '填写 6 个字节（如 00:11:22:33:44:55）或 4 个字节（如 192.168.0.1），与网卡中设置的一致。',
    'The SecureOn password is not in a form that can be read',
    'Enter 6 bytes (such as 00:11:22:33:44:55) or 4 (such as 192.168.0.1), as they are set in the network card.',
  ),
  'control/wake-send': say(
    '唤醒包发不到 {address}（{reason}）',
    '检查本机网络和唤醒设置中的广播地址，例如 192.168.1.255；服务器在别的网段时，为它设置一台同网段的唤醒中继。',
    'The magic packet could not be sent to {address} ({reason})',
    "Check this computer's network and the broadcast address, such as 192.168.1.255. For a server in another network, set a wake relay that stands in it.",
  ),
  'control/wake-relay-tools': say(
    '唤醒中继“{relay}”上没有能发送唤醒包的程序',
    '在它上面安装 perl 或 python3（设有 SecureOn 密码时必须是二者之一），或安装 wakeonlan。',
    'The wake relay "{relay}" has no program that can send a magic packet',
    'Install perl or python3 on it (with a SecureOn password it has to be one of these), or wakeonlan.',
  ),
  'control/wake-relay-failed': say(
    '唤醒中继“{relay}”没能发出唤醒包：{reason}',
    '检查它的网络和唤醒设置中的广播地址。',
    'The wake relay "{relay}" could not send the magic packet: {reason}',
    'Check its network and the broadcast address.',
  ),

  'control/ipmitool-missing': say(
    '本机没有安装 ipmitool',
    'Debian/Ubuntu：sudo apt-get install ipmitool；Fedora/RHEL：sudo dnf install ipmitool；macOS：brew install ipmitool；Windows：安装 Cygwin 的 ipmitool 并加入 PATH。',
    'ipmitool is not installed on this computer',
    'Debian/Ubuntu: sudo apt-get install ipmitool. Fedora/RHEL: sudo dnf install ipmitool. macOS: brew install ipmitool. Windows: install it with Cygwin and add it to PATH.',
  ),
  'control/ipmitool-start': say(
    '无法运行 ipmitool（{reason}）',
    '确认它是可执行文件，且当前用户有权运行。',
    'ipmitool cannot be run ({reason})',
    'See that it is a program and that you may run it.',
  ),
  'control/ipmi-no-password': say(
    '没有保存这台服务器的 IPMI 密码',
    '在服务器的 IPMI 设置中填写密码并保存。',
    'No IPMI password is kept for this server',
    "Enter it in the server's IPMI settings, and save.",
  ),
  'control/ipmi-unreachable': say(
    '{address} 上的 BMC 没有应答',
    '检查 BMC 的地址和网线，放行 UDP 端口，并在 BMC 中启用 IPMI over LAN。',
    'No BMC answers at {address}',
    "Check the BMC's address and cable, see that its UDP port is open in the firewall, and turn IPMI over LAN on in the BMC.",
  ),
  'control/ipmi-user': say(
    '{address} 上的 BMC 没有可用的用户“{user}”',
    '核对用户名（区分大小写），并确认该用户在 BMC 中已启用、允许通过网络登录。',
    'The BMC at {address} has no user "{user}" that may log in',
    'Check the user name (letter case counts), and that the user is enabled for access over the network.',
  ),
  'control/ipmi-password': say(
    '{address} 上的 BMC 不接受用户“{user}”的密码',
    '重新填写密码；IPMI 2.0 的密码最长 20 个字节。',
    'The BMC at {address} does not accept the password of "{user}"',
    'Enter the password again. In IPMI 2.0 it has 20 bytes at most.',
  ),
  'control/ipmi-session': say(
    '与 {address} 上的 BMC 建立不了会话：{reason}',
    '核对用户名和密码；若无误，检查 BMC 是否支持 IPMI 2.0、会话数是否已满，必要时重启 BMC。',
    'No session with the BMC at {address}: {reason}',
    'Check user name and password. If they are right, see that the BMC speaks IPMI 2.0 and has sessions left; restart the BMC if need be.',
  ),
  'control/ipmi-privilege': say(
    '用户“{user}”的权限不够',
    '在 BMC 中把该用户的权限提升到 OPERATOR 或 ADMINISTRATOR。',
    'The user "{user}" does not have the privilege for this',
    'Give the user the privilege OPERATOR or ADMINISTRATOR in the BMC.',
  ),
  'control/ipmi-refused': say(
    'BMC 拒绝执行：{reason}',
    '先查看电源状态：已关机时不能复位或断电重启，有的 BMC 也不支持软关机。',
    'The BMC refused: {reason}',
    "Look at the power state first: what is off can't be reset or cycled, and some BMCs know no soft shutdown.",
  ),
  'control/ipmi-busy': say(
    '{address} 上的 BMC 暂时无法处理：{reason}',
    '什么都没有执行。过一会儿再试；一直这样就重启 BMC。',
    'The BMC at {address} cannot take this at the moment: {reason}',
    'Nothing was done. Try again in a while; restart the BMC if it stays so.',
  ),
  'control/ipmi-timeout': say(
    '{address} 上的 BMC 在 {seconds} 秒内没有完成',
    '检查到 BMC 的网络；BMC 可能正忙，过一会儿再试。',
    'The BMC at {address} was not done within {seconds} s',
    'Check the network to the BMC. It may be busy: try again in a while.',
  ),
  'control/ipmi-unanswered': say(
    '{address} 上的 BMC 没有给出结果，不知道电源指令是否已经执行',
    '不要直接重发。先查看服务器的实际状态，再决定。',
    'The BMC at {address} gave no result, so whether the power order was carried out is not known',
    'Do not just send it again: see first how the server is.',
  ),
  'control/ipmi-answer': say(
    '看不懂 ipmitool 的输出：{reason}',
    '升级 ipmitool 到 1.8.18 或更新的版本后再试。',
    "ipmitool's output was not understood: {reason}",
    'Update ipmitool to 1.8.18 or later, and try again.',
  ),

  'control/vnc-unreachable': say(
    '连不上 {address} 的 VNC（{reason}）',
    '确认 VNC 服务在运行、端口正确（第一个屏幕通常是 5900），防火墙已放行。',
    'The VNC server {address} cannot be reached ({reason})',
    'See that it runs, that the port is right (the first screen is 5900) and that the firewall lets it through.',
  ),
  'control/vnc-timeout': say(
    '{address} 的 VNC 在 {seconds} 秒内没有给出画面',
    '检查网络是否太慢，以及 VNC 服务是否卡住；再试一次。',
    'The VNC server {address} gave no picture within {seconds} s',
    'See whether the network is slow or the VNC server hangs, and try again.',
  ),
  'control/vnc-not-vnc': say(
    '{address} 上的不是 VNC 服务',
    '核对端口：第一个屏幕通常是 5900，第二个是 5901。',
    'What answers at {address} is no VNC server',
    'Check the port: the first screen is 5900, the second 5901.',
  ),
  'control/vnc-no-password': say(
    '{address} 的 VNC 要密码，但没有保存密码',
    '在服务器的 VNC 设置中填写密码并保存。',
    'The VNC server {address} wants a password, and none is kept',
    "Enter it in the server's VNC settings, and save.",
  ),
  'control/vnc-password': say(
    '{address} 的 VNC 不接受这个密码',
    '重新填写密码。VNC 只看前 8 个字符；有“仅查看”密码时，用它也可以。',
    'The VNC server {address} does not accept the password',
    'Enter the password again. Only its first 8 characters count; a view-only password will do.',
  ),
  'control/vnc-refused': say(
    '{address} 的 VNC 拒绝了连接：{reason}',
    '按上面的原因处理；若是密码错误次数太多，过几分钟再试。',
    'The VNC server {address} refused the connection: {reason}',
    'Do as the reason says. After too many wrong passwords, wait some minutes.',
  ),
  'control/vnc-security': say(
    '{address} 的 VNC 只支持本程序不会的验证方式（{types}）',
    '在服务端启用“VNC 密码”验证（TigerVNC：-SecurityTypes VncAuth；macOS：勾选“VNC 显示程序可以使用密码控制屏幕”）。',
    'The VNC server {address} offers no way to log in that Weiguan knows ({types})',
    'Turn on its VNC password (TigerVNC: -SecurityTypes VncAuth; macOS: "VNC viewers may control screen with password").',
  ),
  'control/vnc-lost': say(
    '与 {address} 的 VNC 连接中途断了',
    '再试一次；若总是这样，查看 VNC 服务的日志。',
    'The VNC connection to {address} broke half-way',
    "Try again; if it goes on, see the VNC server's log.",
  ),
  'control/vnc-protocol': say(
    '{address} 的 VNC 给出了不合协议的数据（{what}）',
    '升级或更换 VNC 服务端后再试。',
    'The VNC server {address} sent what the protocol does not allow ({what})',
    'Update the VNC server or use another one.',
  ),

  'control/screen-size': say(
    '屏幕太大（{width}×{height}），没有截取',
    '把分辨率调低，或减少显示器后再试。',
    'The screen is too large for a picture ({width}×{height})',
    'Lower its resolution or use fewer monitors, and try again.',
  ),
  'control/screen-too-many-bytes': say(
    '截图超过 {limit} MB，已放弃',
    '把分辨率调低，或减少显示器后再试。',
    'The picture has more than {limit} MB and was dropped',
    'Lower the resolution or use fewer monitors, and try again.',
  ),
  'control/screen-no-display': say(
    '服务器上没有打开的桌面',
    '先在服务器上登录图形桌面；只有终端的服务器没有画面可截。',
    'No desktop is open on the server',
    'Log in to its desktop first. A server that has only a terminal shows nothing to take a picture of.',
  ),
  'control/screen-no-tools-x11': say(
    '服务器上没有截屏程序',
    '在服务器上安装其中之一：imagemagick、scrot、maim 或 x11-apps（Debian/Ubuntu：sudo apt-get install scrot）。',
    'The server has no program that takes pictures of the screen',
    'Install one of these on it: imagemagick, scrot, maim or x11-apps (Debian/Ubuntu: sudo apt-get install scrot).',
  ),
  'control/screen-no-tools-wayland': say(
    '服务器的桌面是 Wayland，上面没有可用的截屏程序',
    'Sway 等桌面安装 grim；GNOME 安装 gnome-screenshot；KDE 安装 spectacle。',
    'The server runs Wayland and has no program that takes pictures of the screen',
    'Install grim (Sway and its kin), gnome-screenshot (GNOME) or spectacle (KDE) on it.',
  ),
  'control/screen-no-desktop': say(
    '当前会话没有桌面，截不到画面',
    'Windows 的服务和 ssh 会话看不到桌面：在服务器上安装 VNC 服务端，并在它的设置中添加 VNC。',
    'This session has no desktop to take a picture of',
    "Services and ssh sessions on Windows don't see the desktop: install a VNC server on it, and add VNC in its settings.",
  ),
  'control/screen-permission': say(
    'macOS 不允许截取屏幕：{reason}',
    '以登录桌面的那个用户连接，并在“系统设置 › 隐私与安全性 › 屏幕录制”中允许运行微管或 sshd 的程序。',
    'macOS does not allow pictures of the screen: {reason}',
    'Connect as the user who is logged in at the desktop, and allow Weiguan or sshd under System Settings › Privacy & Security › Screen Recording.',
  ),
  'control/screen-failed': say(
    '截屏失败：{reason}',
    '按上面的原因处理；服务器锁屏或显示器休眠时，先唤醒再试。',
    'No picture of the screen could be taken: {reason}',
    'Do as the reason says. If the server is locked or its monitor sleeps, wake it and try again.',
  ),
} satisfies Record<string, FailureText>;
