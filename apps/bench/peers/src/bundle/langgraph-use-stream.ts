export { useStream } from '@langchain/langgraph-sdk/react';
