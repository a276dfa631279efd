import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../components/page-tabs.tsx';
import { formatRoute } from '../../stores/route.ts';
import { scriptsPart } from '../../stores/scripts.ts';

/** The two halves of the page: the servers, and the scripts that run on them. */
export function ServerTabs({ current }: { current: 'servers' | 'scripts' }) {
  const { t } = useTranslation();
  const tabs = [
    { name: 'servers', href: formatRoute('servers'), text: t('serverTabs.servers') },
    { name: 'scripts', href: formatRoute('servers', scriptsPart), text: t('serverTabs.scripts') },
  ];
  return <PageTabs label={t('serverTabs.label')} tabs={tabs} current={current} />;
}
