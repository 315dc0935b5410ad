import { main } from '../services/backend/src/start/promote-replica.ts';

// The command is part of the service, so that its image has it too: node dist/start/promote-replica.js.
process.exitCode = await main();
