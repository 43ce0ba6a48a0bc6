import { randomSource } from './measure.js';

/**
 * JSON lines as the agent writes Windows events: three kinds, 45 to 50 fields each.
 * @param {number} count
 */
export function securityEvents(count) {
  const random = randomSource(7);
  const pick = (/** @type {string[]} */ of) => of[Math.floor(random() * of.length)];
  const images = ['svchost', 'powershell', 'cmd', 'explorer', 'chrome', 'rundll32', 'conhost', 'teams'];
  return Array.from({ length: count }, (_, i) => {
    const time = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
    const eventId = pick(['4624', '4688', '4672', '4688']);
    const user = `user${Math.floor(random() * 5000)}`;
    const common = {
      TenantId: '9d1c9e43-6a6c-4cf0-a0d5-2f2f4a2f6c11',
      TimeGenerated: time,
      SourceSystem: 'OpsManager',
      Account: `CONTOSO\\${user}`,
      AccountType: 'User',
      Computer: `dc${String(Math.floor(random() * 40)).padStart(2, '0')}.contoso.example`,
      EventSourceName: 'Microsoft-Windows-Security-Auditing',
      Channel: 'Security',
      Task: 13312 + (i % 7),
      Level: '8',
      EventData: `<EventData><Data Name="SubjectUserSid">S-1-5-21-${Math.floor(random() * 1e9)}</Data></EventData>`,
      EventID: Number(eventId),
      Activity: `${eventId} - something that happened on this computer.`,
      SourceComputerId: '0c2b7a3e-9a39-4a6f-8c5f-6a2f7b1d2e3f',
      EventOriginId: `b7c3a8a0-0000-4000-8000-${String(i).padStart(12, '0')}`,
      MG: '00000000-0000-0000-0000-000000000001',
      TimeCollected: time,
      ManagementGroupName: 'AOI-9d1c9e43-6a6c-4cf0-a0d5-2f2f4a2f6c11',
      KeywordMask: 'KEYWORDS',
      Type: 'SecurityEvent',
      _ResourceId: '/subscriptions/0f/resourcegroups/servers/providers/microsoft.compute/virtualmachines/dc',
    };
    const kind =
      eventId === '4688'
        ? {
            NewProcessId: `0x${Math.floor(random() * 65536).toString(16)}`,
            NewProcessName: `C:\\Windows\\System32\\${pick(images)}.exe`,
            ParentProcessName: `C:\\Windows\\System32\\${pick(images)}.exe`,
            CommandLine: `"${pick(images)}.exe" -NoProfile -File C:\\jobs\\job${Math.floor(random() * 1e6)}.ps1 /quiet`,
            TokenElevationType: '%%1936',
            MandatoryLabel: 'S-1-16-12288',
            ProcessId: `0x${Math.floor(random() * 65536).toString(16)}`,
          }
        : {
            IpAddress: `10.${i % 256}.${Math.floor(random() * 256)}.7`,
            IpPort: String(Math.floor(random() * 65536)),
            LogonType: 3,
            LogonProcessName: 'Kerberos',
            AuthenticationPackageName: 'Kerberos',
            TargetUserName: user,
            WorkstationName: '-',
          };
    const rest = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `Subject${['Logon', 'User', 'Domain', 'Package'][at % 4]}${at}`,
        `-${at}`,
      ]),
    );
    // JSON.stringify cannot write a whole number of 64 bits.
    return JSON.stringify({ ...common, ...kind, ...rest }).replace('"KEYWORDS"', '-9214364837600034816');
  });
}
