using System.Security.Cryptography;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>What all connections of a terminating conduit share: what is offered to clients, and what is known of the device. Its loop owns it.</summary>
internal sealed class GatewayFront
{
    // Long enough to answer a crowd that comes back at once, short enough to see what people have mended at the device.
    private static readonly TimeSpan PictureLife = TimeSpan.FromSeconds(30);
    private readonly IConduitCertificates certificates;
    private readonly string name;
    private readonly SecurityPolicy[] policies;
    private readonly MessageSecurityMode[] modes;
    private DevicePicture? picture;
    private long pictureDueTicks;
    private uint channels;

    /// <summary>Makes it for a conduit that is being opened; reads the conduit's certificate, if there is one.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public GatewayFront(Conduit conduit, IConduitCertificates certificates, KeyWorker worker)
    {
        Settings = conduit.OpcUa!;
        this.certificates = certificates;
        Worker = worker;
        Painter = new DevicePainter(conduit, certificates);
        Users = new UserTokens(Settings, certificates);
        name = conduit.Name;
        Own = ReadOwn();
        policies =
        [
            .. Settings.SecurityPolicies.Count == 0
                ? SecurityPolicy.All.Where(policy => policy.IsSecure)
                : Settings.SecurityPolicies.Select(SecurityPolicy.Find).OfType<SecurityPolicy>(),
        ];
        modes =
        [
            .. Settings.SecurityModes.Count == 0
                ? [MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt]
                : Settings.SecurityModes.Select(mode => (MessageSecurityMode)(int)mode),
        ];
    }

    /// <summary>What the settings say.</summary>
    public OpcUaConduit Settings { get; }

    /// <summary>What is presented to clients that connect now; null: no certificate was made yet.</summary>
    public OwnCertificate? Own { get; private set; }

    /// <summary>What is known of the server.</summary>
    public ServerMemory Server { get; } = new();

    /// <summary>Does what takes long.</summary>
    public KeyWorker Worker { get; }

    /// <summary>Makes pictures of the device.</summary>
    public DevicePainter Painter { get; }

    /// <summary>Carries users over.</summary>
    public UserTokens Users { get; }

    /// <summary>Cryptographic randomness.</summary>
    public static RandomFill Random => RandomNumberGenerator.Fill;

    /// <summary>A channel without protection, over which a device is asked what it offers.</summary>
    /// <param name="url">What is dialled.</param>
    public static ClientChannelOptions Unprotected(string url) =>
        new() { Policy = SecurityPolicy.None, Mode = MessageSecurityMode.None, EndpointUrl = url, Random = Random };

    /// <summary>True when clients may have sessions without protection.</summary>
    public bool OffersNone => policies.Contains(SecurityPolicy.None) && modes.Contains(MessageSecurityMode.None);

    /// <summary>What is known of the device; null: nothing that is fresh.</summary>
    public DevicePicture? FreshPicture(long nowTicks) => nowTicks < pictureDueTicks ? picture : null;

    /// <summary>The device has told what it is.</summary>
    public void Keep(DevicePicture next, long dueTicks)
    {
        picture = next;
        Own = next.OwnServer;

        // What people have to mend is looked at anew each time.
        bool isGood = next.Flaw is null && !(Settings.IsExpiryStrict && next.Lapse is not null);
        pictureDueTicks = isGood ? dueTicks : long.MinValue;
    }

    /// <summary>Reads what is presented to clients; it takes long, so it is never asked of a loop's thread.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public OwnCertificate? ReadOwn() => certificates.Find(name, CertificateRole.Server);

    /// <summary>Own certificates are others now, for both sides.</summary>
    /// <param name="own">What is presented to clients that connect from now on; null: as before.</param>
    public void Renew(OwnCertificate? own)
    {
        Own = own ?? Own;
        ForgetPicture();
    }

    /// <summary>When a picture that is made now is not fresh any more.</summary>
    public static long DueAfter(long nowTicks) => nowTicks + PictureLife.Ticks;

    /// <summary>The device is not as it was said to be.</summary>
    public void ForgetPicture() => pictureDueTicks = long.MinValue;

    /// <summary>The server's end of a channel for a client that has connected. Without protection clients may at least ask what is offered.</summary>
    /// <param name="told">Is told, on the worker's thread, what is wrong with the client's certificate.</param>
    /// <param name="isExpiryStrict">True: a certificate that has expired is refused.</param>
    public ServerChannel Accept(Action<CertificateVerdict> told, bool isExpiryStrict) => new(
        new ServerChannelOptions
        {
            Policies = [SecurityPolicy.None, .. policies],
            Modes = [MessageSecurityMode.None, .. modes],
            Own = Own,
            Check = (chain, now) => Check(new CertificateQuestion(chain, CertificateRole.Client, now), told, isExpiryStrict),
            Random = Random,
        },
        NextChannel());

    /// <summary>What is offered to a client.</summary>
    /// <param name="now">What is known of the device.</param>
    /// <param name="presented">What OtEdge presents to the client.</param>
    /// <param name="url">What the client has dialled.</param>
    public IReadOnlyList<Endpoint> Offer(DevicePicture now, OwnCertificate presented, string url) =>
        new GatewayOffer { Url = url, Certificate = presented.ChainBytes, Policies = policies, Modes = modes }.For(now.Endpoint with
        {
            // The application is the device's, unless people have given OtEdge a certificate of its own name.
            Server = now.Endpoint.Server with { ApplicationUri = presented.ApplicationUri },
            UserTokens = Users.Offered(now.Endpoint.UserTokens),
        });

    private CertificateFlaw? Check(CertificateQuestion question, Action<CertificateVerdict> told, bool isExpiryStrict)
    {
        CertificateVerdict verdict = CertificateJudge.Judge(question, certificates.Trust());
        if (verdict.IsOfUnknown)
        {
            certificates.TurnAway(question.Chain.Leaf);
        }

        told(verdict);
        return verdict.FirstBeyond([.. isExpiryStrict ? [] : new[] { CertificateVerdict.Lapsed }, .. Settings.TrustedOnly ? [] : new[] { CertificateVerdict.Unknown }]);
    }

    private uint NextChannel()
    {
        channels = channels == uint.MaxValue ? 1 : channels + 1;
        return channels;
    }
}
