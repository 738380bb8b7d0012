using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Metrics;

/// <summary>Gives metrics out: to Prometheus at `/metrics`, and by OTLP where the settings say so. The one place that knows the exporters.</summary>
internal sealed class MetricsExport : IAsyncDisposable
{
    private const string Route = "/metrics";

    // Sub-millisecond first: OtEdge adds tens of microseconds, and 10 ms is already a fault.
    private static readonly double[] LatencyBoundsSeconds =
        [0.000_005, 0.000_01, 0.000_02, 0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.1, 1];

    private static readonly TimeSpan SameMoment = TimeSpan.FromMilliseconds(500);

    private readonly GatewayMeters meters;
    private readonly MeterProvider provider;
    private readonly CancellationTokenSource stop = new();
    private readonly Task taking;

    /// <summary>Begins to measure.</summary>
    /// <param name="status">How the gateway stands.</param>
    /// <param name="conduits">The conduits that run, by name.</param>
    /// <param name="otlp">Where metrics are pushed to; null: nowhere.</param>
    /// <param name="time">The clock.</param>
    public MetricsExport(
        Func<StatusView> status, Func<IEnumerable<(string Name, RunningConduit Conduit)>> conduits, Uri? otlp, TimeProvider time)
    {
        // One scrape asks for two dozen metrics, and all of them should be of one moment.
        (long At, StatusView View)? last = null;
        meters = new GatewayMeters(() =>
        {
            if (last is not { } known || time.GetElapsedTime(known.At) >= SameMoment)
            {
                last = known = (time.GetTimestamp(), status());
            }

            return known.View;
        });
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("otedge", serviceVersion: ProductVersion.Text))
            .AddMeter(GatewayMeters.MeterName)
            .AddView(GatewayMeters.AddedLatencyName, new ExplicitBucketHistogramConfiguration { Boundaries = LatencyBoundsSeconds })
            .AddPrometheusExporter(options => options.ScopeInfoEnabled = false);
        if (otlp is not null)
        {
            builder.AddOtlpExporter(options =>
            {
                options.Endpoint = otlp;
                options.Protocol = OtlpExportProtocol.Grpc;
            });
        }

        provider = builder.Build();
        taking = TakeAsync(conduits, time);
    }

    /// <summary>Serves `/metrics`.</summary>
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPrometheusScrapingEndpoint(Route, provider, configureBranchedPipeline: null, optionsName: null);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        provider.Dispose();
        meters.Dispose();
        stop.Dispose();
    }

    private async Task TakeAsync(Func<IEnumerable<(string Name, RunningConduit Conduit)>> conduits, TimeProvider time)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            meters.Take(conduits());
        }
    }
}
