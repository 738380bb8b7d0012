using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OtEdge.Console.Accounts;
using OtEdge.Console.Api;
using OtEdge.Console.Serving;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Web;

/// <summary>Serves the operator console over the network, beside the API's local socket; its trouble is never the traffic's.</summary>
internal sealed partial class ConsoleServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly X509Certificate2? certificate;
    private readonly SessionTable sessions;

    private ConsoleServer(WebApplication application, X509Certificate2? certificate, SessionTable sessions)
    {
        this.application = application;
        this.certificate = certificate;
        this.sessions = sessions;
    }

    /// <summary>Where browsers find it.</summary>
    public Uri Address
    {
        get
        {
            ICollection<string> addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            return new Uri(addresses.First());
        }
    }

    /// <summary>Everything that it answers to.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Starts to serve.</summary>
    /// <param name="gateway">What the endpoints ask.</param>
    /// <param name="options">Where to listen, and where accounts and the certificate are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults are logged.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <returns>Null when it could not be started; the log says why.</returns>
    public static async Task<ConsoleServer?> StartAsync(
        IGateway gateway, GatewayOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (options.ConsoleListen is not { } listen)
        {
            return null;
        }

        ILogger logger = logs.CreateLogger<ConsoleServer>();
        try
        {
            return await StartAsync(gateway, listen, new ConsolePlace(options.StateDirectory, time, logs), logger, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            LogFailed(logger, listen, fault.Message);
            return null;
        }
    }

    /// <summary>An address that signs somebody in once.</summary>
    public Uri SignInAddress(string name) => new(Address, $"#ticket={sessions.Ticket(name)}");

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        certificate?.Dispose();
    }

    private static async Task<ConsoleServer> StartAsync(
        IGateway gateway, Uri listen, ConsolePlace place, ILogger logger, CancellationToken cancellation)
    {
        AccountStore accounts = gateway.Management.Accounts;
        X509Certificate2? certificate = listen.Scheme == Uri.UriSchemeHttps ? ConsoleCertificate.Take(place.StateDirectory, place.Time) : null;
        WebApplication application = ApiHost.Builder(gateway, place.Time, place.Logs, kestrel => ApiHost.Listen(
            kestrel, listen, certificate is null ? null : options => options.UseHttps(certificate))).Build();
        ApiHost.Explain(application);
        application.UseRouting();
        var site = new ConsoleSite(gateway, place.Time);
        site.Guard(application);
        application.MapGatewayApi();
        (gateway as GatewayRuntime)?.Metrics.Map(application);
        site.Map(application);
        if (await ApiHost.TryStartAsync(application, cancellation) is { } fault)
        {
            certificate?.Dispose();
            throw new IOException(fault);
        }

        var server = new ConsoleServer(application, certificate, gateway.Management.Sessions);
        LogListening(logger, server.Address, certificate is null ? "none" : ConsoleCertificate.FingerprintOf(certificate));
        if (certificate is not null && accounts.PrepareSetup() is { } setup)
        {
            LogSetup(logger, server.Address, setup);
        }

        return server;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Console at {Address}, certificate SHA-256 {Fingerprint}")]
    private static partial void LogListening(ILogger logger, Uri address, string fingerprint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The console has no account yet: open {Address} and use the one-time token in {File}")]
    private static partial void LogSetup(ILogger logger, Uri address, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The console could not be opened at {Address}, the gateway runs without it: {Fault}")]
    private static partial void LogFailed(ILogger logger, Uri address, string fault);
}
