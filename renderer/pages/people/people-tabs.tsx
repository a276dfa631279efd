import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/context.ts';
import { rolesPart } from '../../stores/roles.ts';

/** People, or the roles that they can have. */
export function PeopleTabs({ shown }: { shown: 'people' | 'roles' }) {
  const { t } = useTranslation();
  const { route } = useStores();
  return (
    <Segmented
      aria-label={t('role.tabs')}
      value={shown}
      options={(['people', 'roles'] as const).map((value) => ({ value, label: t(`role.tab.${value}`) }))}
      onChange={(tab) => route.getState().go('people', tab === 'roles' ? rolesPart : null)}
    />
  );
}
