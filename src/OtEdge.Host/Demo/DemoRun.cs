using System.Net;
using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Host.Commands;
using OtEdge.Host.Demo.Telling;
using OtEdge.Host.Gateway;
using OtEdge.Plant;
using OtEdge.Plant.Actors;
using OtEdge.Plant.Broker;

namespace OtEdge.Host.Demo;

/// <summary>The demo: plant and gateway in one process, on loopback only.</summary>
internal sealed class DemoRun
{
    // Plain HTTP on loopback: a certificate of the demo's own would only make browsers warn.
    private static readonly Uri AnyPort = new("http://127.0.0.1:0");
    private static readonly TimeSpan MisdeedPeriod = TimeSpan.FromSeconds(2);

    private const string ConsoleUser = "engineer";

    private readonly DemoOptions options;
    private readonly Invocation invocation;
    private readonly TimeProvider time;
    private readonly DemoNotes notes;

    private DemoRun(DemoOptions options, Invocation invocation, DemoNotes notes)
    {
        this.options = options;
        this.invocation = invocation;
        this.notes = notes;
        time = invocation.Surroundings.Time;
    }

    /// <summary>
    /// Runs the demo until its time is over or it is stopped: 1. the PLCs start; 2. settings are written for them; 3. the gateway
    /// starts; 4. people use the PLCs through it; 5. everybody goes home, and the end is told; 6. what was temporary goes.
    /// </summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="invocation">Where it shows what it does.</param>
    /// <param name="stop">Ctrl-C; ends it as its time does.</param>
    /// <exception cref="CommandFailure">It cannot be started.</exception>
    public static async Task<ExitCode> RunAsync(DemoOptions options, Invocation invocation, CancellationToken stop)
    {
        RequireAddresses();
        string directory = options.StateDirectory is { } chosen
            ? Path.GetFullPath(chosen)
            : Directory.CreateTempSubdirectory("otedge-demo-").FullName;
        using var notes = new DemoNotes(invocation.Surroundings.Time);
        try
        {
            await new DemoRun(options, invocation, notes).RunAsync(directory, stop);
        }
        finally
        {
            if (options.StateDirectory is null)
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        return ExitCode.Done;
    }

    private async Task RunAsync(string directory, CancellationToken stop)
    {
        bool isTold = options.Story is not null;
        PlantOptions plantOptions = isTold ? StorySite.Plant(options.Speed) : new PlantOptions { Speed = options.Speed, MisdeedPeriod = MisdeedPeriod };
        await using var plant = new RunningPlant(plantOptions, notes, time);
        plant.Start();

        string settings = Path.Combine(directory, "config");
        await using LoopbackBroker broker = await LoopbackBroker.StartAsync();
        DemoSite.Write(settings, plant.Direct, DemoSite.Alerts(broker.Port) + (isTold ? StorySite.Sections : ""));
        await using GatewayRuntime gateway = await StartGatewayAsync(settings, directory, stop);

        PlantPaths paths = PathsThrough(gateway);
        plant.Populate(isTold ? paths with { FillerOpcUa = null } : paths);
        if (isTold)
        {
            await new ChangeStory(gateway, plant, new StoryTeller(invocation), options.Speed, settings).TellAsync(stop);
            return;
        }

        IDemoView view = invocation.IsJson ? new JsonDemoView(invocation)
            : invocation.Surroundings.IsTerminal ? new LiveDemoView(invocation)
            : new PlainDemoView(invocation);
        var commands = new DemoCommands(DemoCommands.Program(invocation.Surroundings.WorkingDirectory), directory) { BrokerPort = broker.Port };
        await ShowAsync(view, gateway, plant, commands, stop);
    }

    private async Task ShowAsync(
        IDemoView view, GatewayRuntime gateway, RunningPlant plant, DemoCommands commands, CancellationToken stop)
    {
        using CancellationTokenSource over = new(options.For ?? Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        string directory = commands.StateDirectory;
        if (!invocation.IsJson)
        {
            Introduce(directory, commands, gateway.Console?.SignInAddress(ConsoleUser));
        }

        var watch = new DemoWatch(gateway, plant, notes);
        var story = new DemoStory(gateway, notes, commands, time);
        Task told = story.TellAsync(either.Token);
        await view.ShowAsync(watch.Look, either.Token);
        await told;
        await plant.RestAsync();
        view.End(watch.Look());
        if (!invocation.IsJson)
        {
            invocation.Output.WriteLine(options.StateDirectory is null
                ? "The demo is over; what it wrote is removed."
                : $"The demo is over; settings and journal stay in {directory}.");
        }
    }

    private async Task<GatewayRuntime> StartGatewayAsync(string settings, string state, CancellationToken stop)
    {
        var gatewayOptions = new GatewayOptions { SettingsDirectory = settings, StateDirectory = state, ConsoleListen = AnyPort };
        if (options.Story is not null)
        {
            gatewayOptions = gatewayOptions with { RegimeDebounce = StorySite.Debounce };
        }

        try
        {
            GatewayStart start = await GatewayRuntime.StartAsync(gatewayOptions, time, notes, stop);
            return start.Gateway ?? throw new CommandFailure(
                ExitCode.Found,
                $"the demo's own settings are wrong, which is a fault of otedge: {string.Join("; ", start.Problems)}");
        }
        catch (IOException fault)
        {
            throw new CommandFailure(ExitCode.Found, fault.Message, fault);
        }
    }

    private static PlantPaths PathsThrough(GatewayRuntime gateway) =>
        new(Listen(gateway, DemoSite.FillingConduit), Listen(gateway, DemoSite.PackerConduit))
        {
            FillerOpcUa = Listen(gateway, DemoSite.OpcUaConduit),
        };

    private static IPEndPoint Listen(GatewayRuntime gateway, string conduit)
    {
        ConduitView? view = gateway.Conduit(conduit).Value;
        return view?.Listen is { } listen
            ? IPEndPoint.Parse(listen)
            : throw new CommandFailure(ExitCode.Found, $"the demo's conduit {conduit} does not listen: {view?.Fault}");
    }

    private void Introduce(string directory, DemoCommands commands, Uri? console)
    {
        TextWriter output = invocation.Output;
        output.WriteLine("A filling line on this machine: two PLCs, a screen, a MES, an engineering station, and OtEdge between them.");
        output.WriteLine($"A second is {options.Speed / 60:0.#} minutes of the plant. Nothing leaves this machine. Ctrl-C ends it.");
        output.WriteLine($"Settings to read and change: {Path.Combine(directory, "config")}");
        if (console is not null)
        {
            output.WriteLine($"The console, signed in as {ConsoleUser} the first time it is opened: {console}");
        }

        output.WriteLine();
        output.WriteLine("Look closer from a second terminal, in this directory:");
        foreach (DemoCommand command in commands.AllThatWatch)
        {
            output.WriteLine($"  # {command.Purpose}");
            output.WriteLine($"  {command.Line}");
        }

        output.WriteLine();
        output.Flush();
    }

    // Linux and Windows answer on all of 127.0.0.0/8; macOS only on what was added.
    private static void RequireAddresses()
    {
        foreach (IPAddress address in PlantAddresses.All)
        {
            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
            }
            catch (SocketException fault)
            {
                throw new CommandFailure(
                    ExitCode.Found,
                    $"the demo needs the loopback address {address}, which this machine does not answer on; on macOS add it, and so "
                    + $"{string.Join(", ", PlantAddresses.All)}, with: sudo ifconfig lo0 alias {address}",
                    fault);
            }
        }
    }
}
