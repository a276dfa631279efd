import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RemovedPerson } from '../../../shared/people-api.ts';
import { useAccountName } from '../../stores/context.ts';

interface Props {
  people: readonly RemovedPerson[];
  onForget: (people: RemovedPerson[]) => void;
}

/** Who was removed from each account, where its settings would give them, or everybody, rights if that did not count. */
export function KeptOutPeople({ people, onForget }: Props) {
  const { t } = useTranslation();
  const nameOf = useAccountName();
  const accounts = [...new Set(people.map(({ account }) => account))];
  return accounts.map((account) => {
    const theirs = people.filter((one) => one.account === account);
    const isNamed = theirs.some(({ why }) => why === 'named');
    const said = { account: nameOf(account), people: theirs.map(({ person }) => person).join(t('accounts.listSeparator')) };
    return (
      <p key={account}>
        {t(isNamed ? 'people.keptOutNamed' : 'people.keptOutClosed', said)}{' '}
        <Button
          size="small"
          type="link"
          aria-label={t(isNamed ? 'people.forgetNamedOf' : 'people.forgetClosedOf', said)}
          onClick={() => onForget(theirs)}
        >
          {t(isNamed ? 'people.forgetNamed' : 'people.forgetClosed')}
        </Button>
      </p>
    );
  });
}
