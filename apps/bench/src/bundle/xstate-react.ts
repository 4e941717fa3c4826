export { useMachine, useSelector } from '@xstate/react';
export { assign, createActor, fromPromise, setup } from 'xstate';
