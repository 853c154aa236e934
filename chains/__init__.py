"""A question into a checked answer."""

import os

# LangChain would post every step, question included, to a tracing service if the environment asked for it: never here.
for _name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
    os.environ[_name] = "false"
