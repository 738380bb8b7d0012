using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OtEdge.SystemTests.Alerts;

/// <summary>The receiving end of OTLP metrics over gRPC: HTTP/2, one message in, an empty one out, and a status in the trailer.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<byte[]> exports = new();

    private OtlpCollector(WebApplication application) => this.application = application;

    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Every ExportMetricsServiceRequest so far, as protobuf.</summary>
    public IReadOnlyList<byte[]> Exports => [.. exports];

    public static async Task<OtlpCollector> Start()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var collector = new OtlpCollector(builder.Build());
        collector.application.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", collector.Take);
        await collector.application.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        byte[] frame = body.ToArray();

        // gRPC over HTTP/2: a flag for compression, four bytes of length, the message.
        if (frame.Length < 5 || frame[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)) != frame.Length - 5)
        {
            throw new InvalidDataException("this is no uncompressed gRPC message");
        }

        exports.Enqueue(frame[5..]);
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
