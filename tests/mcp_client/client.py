"""Speaks to an MCP server over stdio as the Python SDK does, and prints what it met as JSON.

python client.py MODE FRAMES COMMAND [ARGUMENT...]

MODE is one of the SDK: legacy, auto, or a version of the protocol. What the server writes to its standard output is
kept in the file FRAMES. Whatever the SDK refuses, a result that does not fit its schema among it, is an error here.
"""

import asyncio
import json
import sys

from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters

FUMIKO = {"name": "Fumiko", "age": 100}


async def main(mode, frames, command):
    tee = ["-c", 'frames=$1; shift; "$@" | tee "$frames"', "sh", frames]
    server = StdioServerParameters(command="sh", args=tee + command)
    async with Client(server, mode=mode, read_timeout_seconds=30) as client:
        tools = (await client.list_tools()).tools
        for tool in tools:
            Draft202012Validator.check_schema(tool.input_schema)
            Draft202012Validator.check_schema(tool.output_schema)

        async def call(name, arguments):
            result = await client.call_tool(f"Acme_Zoo_{name}", arguments)
            return {
                "is_error": result.is_error,
                "structured": result.structured_content,
                "text": [content.text for content in result.content],
            }

        return {
            "protocol": client.protocol_version,
            "tools": {tool.name: [tool.input_schema, tool.output_schema] for tool in tools},
            "good": await call("CreateCapybara", FUMIKO),
            "bad": await call("CreateCapybara", {"name": "Fumiko", "age": -1}),
            "explode": await call("Explode", {}),
            "alive": await call("Celebrate", {"capybara": 1}),
        }


print(json.dumps(asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))))
