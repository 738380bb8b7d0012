using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Api;
using OtEdge.Testing.Hex;
using OtEdge.Tests.Console.Serving;
using Xunit;

namespace OtEdge.Tests.Console.Describing;

/// <summary>The description of the API against what is really mapped, and against the golden one that changes only in review.</summary>
public sealed class ApiDescriptionTests
{
    // Pages are for browsers, metrics are Prometheus's own format, and the description does not describe itself.
    private static readonly string[] Undescribed = ["/", "/assets/", "/metrics", ApiRoutes.Description];

    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_is_described_with_what_it_takes_and_gives()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        JsonNode paths = (await ReadAsync(rig))["paths"]!;
        string[] lacking = [.. Mapped(rig).SelectMany(one => Lacks(one.Method, one.Route, paths[one.Route]?[one.Method.ToLowerInvariant()]))];
        Assert.True(lacking.Length == 0, string.Join('\n', lacking));
        Assert.True(Mapped(rig).Count() > 40);
    }

    [Fact]
    public async Task Nothing_is_described_that_is_not_mapped()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        JsonObject paths = (await ReadAsync(rig))["paths"]!.AsObject();
        var mapped = Mapped(rig).Select(one => $"{one.Method} {one.Route}").ToHashSet();
        Assert.All(
            paths.SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}")),
            described => Assert.Contains(described, mapped));
    }

    [Fact]
    public async Task Names_of_operations_are_unique_and_moments_are_moments()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        JsonNode document = await ReadAsync(rig);
        string[] names = [.. Operations(document).Select(operation => (string)operation["operationId"]!)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal("date-time", (string?)document["components"]!["schemas"]!["StatusView"]!["properties"]!["started_at"]!["format"]);
        Assert.NotNull((string?)document["components"]!["schemas"]!["ConduitView"]!["properties"]!["requests_total"]!["description"]);
    }

    // To take a change of the API on purpose: run once with OTEDGE_GOLDEN=write, and look at the difference.
    [Fact]
    public async Task The_description_is_the_golden_one()
    {
        await using ConsoleRig rig = await ConsoleRig.StartAsync();
        string now = (await ReadAsync(rig)).ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        string path = Path.Combine(GoldenFrames.GoldenFolder(), "api", "openapi.json");
        if (Environment.GetEnvironmentVariable("OTEDGE_GOLDEN") == "write")
        {
            await File.WriteAllTextAsync(path, now, Stop);
        }

        string[] golden = [.. (await File.ReadAllTextAsync(path, Stop)).Split('\n')];
        string[] lines = now.Split('\n');
        int first = Enumerable.Range(0, Math.Max(golden.Length, lines.Length)).FirstOrDefault(
            line => golden.ElementAtOrDefault(line) != lines.ElementAtOrDefault(line), -1);
        Assert.True(
            first < 0,
            $"{path}:{first + 1} says\n{golden.ElementAtOrDefault(first)}\nand the API now\n{lines.ElementAtOrDefault(first)}\nrun this test with OTEDGE_GOLDEN=write when that is meant");
    }

    private static IEnumerable<string> Lacks(string method, string route, JsonNode? operation)
    {
        if (operation is null)
        {
            yield return $"{method} {route} is not described";
            yield break;
        }

        if (string.IsNullOrWhiteSpace((string?)operation["summary"]))
        {
            yield return $"{method} {route} has no summary";
        }

        if (!operation["responses"]!.AsObject().Any(answer => answer.Key is "200" or "201" or "204"))
        {
            yield return $"{method} {route} does not say what it gives";
        }

        if (operation["responses"]!["200"] is { } given && given["content"]?.AsObject().All(one => one.Value!["schema"] is not null) != true)
        {
            yield return $"{method} {route} gives something without a schema";
        }

        if ((string?)operation["responses"]!["default"]?["content"]?["application/problem+json"]?["schema"]?["$ref"] != "#/components/schemas/Problem")
        {
            yield return $"{method} {route} does not say that it may be refused";
        }

        string[] parameters = [.. (operation["parameters"]?.AsArray() ?? []).Where(one => (string?)one!["in"] == "path").Select(one => $"{{{one!["name"]}}}")];
        if (parameters.Any(one => !route.Contains(one, StringComparison.Ordinal)) || parameters.Length != route.Count(letter => letter == '{'))
        {
            yield return $"{method} {route} describes other parameters than it has";
        }
    }

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!);

    private static IEnumerable<(string Method, string Route)> Mapped(ConsoleRig rig) =>
        from endpoint in rig.Gateway.Runtime.Console!.Endpoints
        let route = endpoint.RoutePattern.RawText!
        where !Undescribed.Any(one => one.EndsWith('/') && one.Length > 1 ? route.StartsWith(one, StringComparison.Ordinal) : route == one)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, route);

    private static async Task<JsonNode> ReadAsync(ConsoleRig rig)
    {
        using HttpClient browser = await rig.SignedInAsync(ConsoleRig.NameOf(OtEdge.Core.Zones.PersonRoles.Viewer));
        return JsonNode.Parse(await browser.GetStringAsync(ApiRoutes.Description, Stop))!;
    }
}
