using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>Metrics are pushed by OTLP, and say the same as what happened.</summary>
public sealed class OtlpTests
{
    // Fields of opentelemetry/proto/metrics/v1/metrics.proto.
    private const int Name = 1, Sum = 7, Histogram = 9, DataPoints = 1, IsMonotonic = 3;
    private const int PointInt = 6, PointAttributes = 7, HistogramCount = 4, HistogramBounds = 7, HistogramAttributes = 9;
    private static readonly int[] ResourceAttributes = [1, 1, 1], Metrics = [1, 2, 2];

    [Fact]
    public async Task A_gateway_pushes_counters_and_latencies_with_names_of_the_settings_only()
    {
        // The gateway gets it as its own; the default is a minute.
        Environment.SetEnvironmentVariable("OTEL_METRIC_EXPORT_INTERVAL", "1000");
        await using OtlpCollector collector = await OtlpCollector.Start();
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(
            1, ((IPEndPoint)device.LocalEndpoint).Port, $"metrics: {{ otlp: {collector.Address.ToString().TrimEnd('/')} }}"));
        await AlertingSite.Write(await gateway.Port("line-1"), "127.0.0.99", 0, 30);
        byte[] last = [];
        await Eventually.Holds(() =>
        {
            last = collector.Exports.LastOrDefault(export => MetricsOf(export, "otedge.added_latency").Any()) ?? [];
            return Task.FromResult(last.Length > 0 && Refused(last) == 30);
        });

        Assert.Contains(ResourcePairs(last), pair => pair == ("service.name", "otedge"));
        ReadOnlyMemory<byte> refused = Assert.Single(MetricsOf(last, "otedge.conduit.refused"));
        Assert.Contains(ProtoField.Of(refused, Sum), field => field is { Number: IsMonotonic, Value: 1 });
        ReadOnlyMemory<byte> point = Assert.Single(ProtoField.Of(refused, Sum), field => field.Number == DataPoints).Bytes;
        Assert.Equal([("conduit", "line-1")], Pairs(point, PointAttributes));

        ReadOnlyMemory<byte> latency = Assert.Single(
            ProtoField.Of(Assert.Single(MetricsOf(last, "otedge.added_latency")), Histogram), field => field.Number == DataPoints).Bytes;
        Assert.InRange(ProtoField.Of(latency).Single(field => field.Number == HistogramCount).Value, 1ul, 60ul);
        Assert.Equal([("conduit", "line-1")], Pairs(latency, HistogramAttributes));
        ReadOnlyMemory<byte> bounds = ProtoField.Of(latency).Single(field => field.Number == HistogramBounds).Bytes;
        Assert.Contains(0.0001, Enumerable.Range(0, bounds.Length / 8).Select(at => BinaryPrimitives.ReadDoubleLittleEndian(bounds.Span[(at * 8)..])));
        Assert.DoesNotContain("127.0.0.99", System.Text.Encoding.Latin1.GetString(last));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> MetricsOf(byte[] export, string name) =>
        ProtoField.Of(export, Metrics[..^1])
            .Where(field => field.Number == Metrics[^1])
            .Select(field => field.Bytes)
            .Where(metric => ProtoField.Of(metric).Any(field => field.Number == Name && field.Text == name));

    private static ulong Refused(byte[] export) => MetricsOf(export, "otedge.conduit.refused")
        .SelectMany(metric => ProtoField.Of(metric, Sum, DataPoints))
        .Single(field => field.Number == PointInt).Value;

    private static IEnumerable<(string, string)> ResourcePairs(byte[] export) =>
        ProtoField.Of(export, ResourceAttributes[..^1]).Where(field => field.Number == ResourceAttributes[^1]).Select(Pair);

    private static IEnumerable<(string, string)> Pairs(ReadOnlyMemory<byte> point, int attributes) =>
        ProtoField.Of(point).Where(field => field.Number == attributes).Select(Pair);

    // A KeyValue whose value is a string.
    private static (string, string) Pair(ProtoField attribute) => (
        ProtoField.Of(attribute.Bytes).Single(field => field.Number == 1).Text,
        string.Concat(ProtoField.Of(attribute.Bytes, 2).Where(field => field.Number == 1).Select(field => field.Text)));
}
