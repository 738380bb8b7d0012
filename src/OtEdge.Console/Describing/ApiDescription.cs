using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using OtEdge.Console.Api;

namespace OtEdge.Console.Describing;

/// <summary>The description of the API by OpenAPI 3.1, made from what is mapped.</summary>
internal static class ApiDescription
{
    private const string Version = "v1";
    private const string Problem = "Problem";

    private const string Words =
        "What the operator console and the command line use. Names are lower snake_case, moments are UTC (RFC 3339). Whatever is refused is "
        + "answered with problem details (RFC 9457). On the local socket the operating system tells who is calling; over the network it takes "
        + "a session of the console, or a token: `Authorization: Bearer TOKEN`.";

    /// <summary>Has the description made.</summary>
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Version, options =>
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            WriteMoment(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) => DescribeAsync(operation, context));
        options.AddDocumentTransformer((document, _, _) =>
        {
            // The document is the same wherever it is asked for.
            document.Servers = [];
            document.Info = new OpenApiInfo { Title = "OtEdge", Version = Version, Description = Words };
            return Task.CompletedTask;
        });
    });

    /// <summary>Serves it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi(ApiRoutes.Description);

    // The converter that writes moments hides their type from the exporter of schemas.
    private static void WriteMoment(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        Type type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | (type == typeof(DateTimeOffset) ? 0 : JsonSchemaType.Null);
            schema.Format = "date-time";
        }
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        string path = context.Description.RelativePath ?? "";
        operation.OperationId = NameOf(context.Description.HttpMethod ?? "GET", path);
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(path), context.Document) };
        foreach (QueryParameter parameter in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameter>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Words,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        DescribeTags(operation, context.Description.ActionDescriptor.EndpointMetadata);
        if (context.Document is { } document)
        {
            if (document.Components?.Schemas?.ContainsKey(Problem) != true)
            {
                document.AddComponent(Problem, await context.GetOrCreateSchemaAsync(typeof(RefusalView)));
            }

            operation.Responses ??= [];
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "It was refused: problem details that say what was expected and what to do.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Reply.ProblemType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) },
                },
            };
        }
    }

    private static void DescribeTags(OpenApiOperation operation, IList<object> metadata)
    {
        if (metadata.OfType<MatchHeader>().FirstOrDefault() is { } match)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = match.IsNeeded,
                Description = "The entity tag of what was read; when it is another one now, the answer is 412 and says who changed it.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (metadata.OfType<TagHeader>().Any() && operation.Responses?.GetValueOrDefault("200") is OpenApiResponse answer)
        {
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
            answer.Headers["ETag"] = new OpenApiHeader
            {
                Description = "Its entity tag, for If-Match.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            };
        }
    }

    // /api/v1/conduits/{name}/policy by GET is get_conduits_name_policy.
    private static string NameOf(string method, string path) => string.Join(
        '_',
        path.Split('/').Where(part => part is not ("api" or Version)).Select(part => part.Trim('{', '}').Replace('-', '_')).Prepend(method.ToLowerInvariant()));

    private static string TagOf(string path) => path.Split('/') is ["api", _, var first, ..] ? first : path.Split('/')[0];
}
