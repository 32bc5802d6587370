use std::{fmt, time::Duration};

use foobara_core::App;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestMethod, CallToolRequestParams, CallToolResponse, CompleteRequestMethod,
        CompleteRequestParams, CompleteResult, ConstString, CustomRequest, CustomResult, ErrorCode,
        Implementation, ListPromptsRequestMethod, ListPromptsResult, ListResourceTemplatesRequestMethod,
        ListResourceTemplatesResult, ListResourcesRequestMethod, ListResourcesResult, ListToolsRequestMethod,
        ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
    },
    service::{QuitReason, RequestContext, ServerInitializeError},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::watch,
};

use super::{McpError, call::call, tools::Tools};
use crate::exposure::Exposure;

/// How long runs get to end once they have been told to, when serving ends.
const GRACE: Duration = Duration::from_secs(5);

/// The commands of an exposure as MCP tools.
///
/// It serves a pair of streams by itself, and as rmcp's [`ServerHandler`] it can be mounted on any of rmcp's
/// transports. What it knows of the commands is worked out once, in [`new`](Self::new).
pub struct McpConnector {
    exposure: Exposure,
    tools: Tools,
    config: ServerConfig,
    /// Each call holds a receiver, so that the end of the last one can be waited for.
    calls: watch::Sender<()>,
}

impl McpConnector {
    /// Makes tools of the exposed commands; `name` is what the server calls itself.
    pub fn new(exposure: Exposure, name: &str) -> Self {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        let server = Implementation::new(name, env!("CARGO_PKG_VERSION"));
        let config = ServerConfig::new(capabilities).with_server_info(server);
        Self {
            tools: Tools::of(&exposure),
            exposure,
            config,
            calls: watch::Sender::new(()),
        }
    }

    /// Serves one client, whose frames come by `reader`, until `reader` ends.
    ///
    /// Calls that are in flight then have five seconds to end and be answered. Those that take longer are cancelled,
    /// and have five seconds more.
    ///
    /// # Errors
    ///
    /// When the client does not speak MCP.
    pub async fn serve<R, W>(self, reader: R, writer: W) -> Result<(), McpError>
    where
        R: AsyncRead + Send + Unpin + 'static,
        W: AsyncWrite + Send + Unpin + 'static,
    {
        let app = self.exposure.app().clone();
        let calls = self.calls.clone();
        match rmcp::serve_server(self, (reader, writer)).await {
            Ok(service) => match service.waiting().await {
                Ok(QuitReason::JoinError(panic)) | Err(panic) => return Err(McpError::Panicked(panic)),
                Ok(_) => {}
            },
            // The client left before it had said what it wants.
            Err(ServerInitializeError::ConnectionClosed(_)) => {}
            Err(error) => return Err(McpError::Handshake(Box::new(error))),
        }
        drain(&app, &calls).await;
        Ok(())
    }
}

/// Waits for runs that outlive the connection.
async fn drain(app: &App, calls: &watch::Sender<()>) {
    let ports = app.ports();
    let done = async {
        calls.closed().await;
        ports.spawner.idle().await;
    };
    tokio::select! {
        () = done => {}
        () = ports.clock.sleep_until(ports.clock.instant() + GRACE) => {
            tracing::warn!(seconds = GRACE.as_secs(), "runs that were told to end did not");
        }
    }
}

impl ServerHandler for McpConnector {
    fn get_info(&self) -> ServerConfig {
        self.config.clone()
    }

    async fn list_tools(
        &self,
        request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        if request.is_some_and(|request| request.cursor.is_some()) {
            return Err(ErrorData::invalid_params(
                "There is one page of tools; ask without a cursor",
                None,
            ));
        }
        Ok(ListToolsResult::with_all_items(self.tools.list()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let _in_flight = self.calls.subscribe();
        call(&self.exposure, &self.tools, request, context.ct)
            .await
            .map(CallToolResponse::Complete)
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.tools.tool(name).cloned()
    }

    /// Requests that are not of the protocol end up here, and so do those of the protocol whose parameters are of the
    /// wrong type.
    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _context: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        Err(match request.method.as_str() {
            CallToolRequestMethod::VALUE => ErrorData::invalid_params(
                "A call has a name, which is text, and arguments, which are an object",
                None,
            ),
            ListToolsRequestMethod::VALUE => {
                ErrorData::invalid_params("The parameters are not those of the method", None)
            }
            _ => ErrorData::new(ErrorCode::METHOD_NOT_FOUND, request.method, None),
        })
    }

    // What is not among the capabilities is no method; rmcp would answer these with empty lists.

    async fn list_prompts(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Err(ErrorData::method_not_found::<ListPromptsRequestMethod>())
    }

    async fn list_resources(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        Err(ErrorData::method_not_found::<ListResourcesRequestMethod>())
    }

    async fn list_resource_templates(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Err(ErrorData::method_not_found::<ListResourceTemplatesRequestMethod>())
    }

    async fn complete(
        &self,
        _request: CompleteRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        Err(ErrorData::method_not_found::<CompleteRequestMethod>())
    }
}

impl fmt::Debug for McpConnector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("McpConnector")
            .field("exposure", &self.exposure)
            .finish_non_exhaustive()
    }
}
