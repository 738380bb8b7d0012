using OtEdge.Conduits;
using OtEdge.Settings;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Gateway;

/// <summary>Where a gateway finds its settings, keeps its state, and how it uses the machine.</summary>
public sealed record GatewayOptions
{
    /// <summary>Directory of <c>otedge.yaml</c> and <c>policies/</c>; never written.</summary>
    public required string SettingsDirectory { get; init; }

    /// <summary>Directory of the journal and the socket; made when it is missing.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>How the data plane uses the machine.</summary>
    public DataPlaneOptions DataPlane { get; init; } = new();

    /// <summary>True (the default): the API is served on the socket in the state directory.</summary>
    public bool ServesApi { get; init; } = true;

    /// <summary>Where the console listens; null (the default): nowhere. Plain HTTP is for loopback only.</summary>
    public Uri? ConsoleListen { get; init; }

    /// <summary>How long an operating regime must hold to be no flicker. Default 5 s; a plant that runs faster than time needs less.</summary>
    public TimeSpan RegimeDebounce { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sets the least level that is logged, while running; null: it stays.</summary>
    public Action<string?>? SetLogLevel { get; init; }

    /// <summary>What the settings say beside the site; null: nothing.</summary>
    internal SettingsModel? Settings { get; init; }

    /// <summary>The files that the settings were read from; empty: they came from elsewhere.</summary>
    internal IReadOnlyList<SettingsText> Texts { get; init; } = [];

    /// <summary>The same with what the settings say beside the site.</summary>
    internal GatewayOptions With(SettingsModel settings, IReadOnlyList<SettingsText> texts) => this with
    {
        Settings = settings,
        Texts = texts,
        ConsoleListen = settings.ConsoleListen ?? ConsoleListen,
        DataPlane = settings.Transport switch
        {
            DataPlaneTransport.Epoll => DataPlane with { Transport = TransportChoice.Epoll },
            DataPlaneTransport.Portable => DataPlane with { Transport = TransportChoice.Portable },
            _ => DataPlane,
        },
    };
}
