using System.Net;
using Microsoft.Extensions.Logging;
using OtEdge.Plant.Actors;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;
using OtEdge.Plant.OpcUa;

namespace OtEdge.Plant;

/// <summary>A filling line that runs: two PLCs on loopback, and on request the people and machines that use them.</summary>
public sealed partial class RunningPlant : IAsyncDisposable
{
    private static readonly TimeSpan ScanPeriod = TimeSpan.FromMilliseconds(50);

    // A machine that slept for an hour must not simulate it all at once.
    private static readonly TimeSpan ScanLongest = TimeSpan.FromSeconds(1);

    private readonly PlantOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly FillingLine line;
    private readonly FillerPlc fillerPlc;
    private readonly PackerPlc packerPlc;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> tasks = [];
    private readonly List<IDisposable> owned = [];
    private volatile PlantStatus status;

    /// <summary>Creates a plant that is switched off.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="loggers">Where it says what happens.</param>
    /// <param name="time">Its time; null: the system's.</param>
    public RunningPlant(PlantOptions options, ILoggerFactory loggers, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Speed, 0.1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Speed, 1000);
        this.options = options;
        this.time = time ?? TimeProvider.System;
        logger = loggers.CreateLogger("OtEdge.Plant");
        line = new FillingLine(options.Line);
        fillerPlc = new FillerPlc(line);
        packerPlc = new PackerPlc(line);
        status = Look();
        Filler = Device("plc-filler", PlantAddresses.Filler, fillerPlc.Image);
        Packer = Device("plc-packer", PlantAddresses.Packer, packerPlc.Image);
        FillerOpcUa = new UaServer(
            new IPEndPoint(PlantAddresses.Filler, 0), FillerNodes.ApplicationUri, FillerNodes.Of(fillerPlc.Image, this.time), this.time);
    }

    /// <summary>The filler's PLC.</summary>
    public ModbusDevice Filler { get; }

    /// <summary>The packer's PLC.</summary>
    public ModbusDevice Packer { get; }

    /// <summary>The OPC UA server of the filler's PLC.</summary>
    public UaServer FillerOpcUa { get; }

    /// <summary>The PLCs' own addresses, once started.</summary>
    public PlantPaths Direct => new(Filler.EndPoint, Packer.EndPoint) { FillerOpcUa = FillerOpcUa.EndPoint };

    /// <summary>The line as it is now.</summary>
    public PlantStatus Status => status;

    /// <summary>Switches the PLCs on; the line moves from here on.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">No port is free.</exception>
    public void Start()
    {
        Filler.Start();
        Packer.Start();
        FillerOpcUa.Start();
        LogStatus(status.ToString());
        tasks.Add(Task.Run(() => MoveAsync(stopping.Token)));
    }

    /// <summary>Lets the operator's screen, the MES and the engineering station work.</summary>
    /// <param name="paths">Where they reach the PLCs.</param>
    public void Populate(PlantPaths paths)
    {
        Hmi hmi = new(
            Own(paths.Client(PlantAddresses.Hmi, atPacker: false, time)),
            Own(paths.Client(PlantAddresses.Hmi, atPacker: true, time)),
            new ShiftOperator(),
            logger,
            time);
        Historian mes = new(
            Own(paths.Client(PlantAddresses.Mes, atPacker: false, time)),
            Own(paths.Client(PlantAddresses.Mes, atPacker: true, time)),
            logger,
            time);
        if (paths.FillerOpcUa is { } server)
        {
            UaClient client = new(server, PlantAddresses.Mes, Mes.ApplicationUri, time);
            owned.Add(client);
            Mes recipes = new(client, logger, time);
            tasks.Add(Task.Run(() => recipes.RunAsync(stopping.Token)));
        }

        EngineeringStation engineering = new(paths, options.MisdeedPeriod, logger, time);
        owned.Add(engineering);
        tasks.Add(Task.Run(() => hmi.RunAsync(stopping.Token)));
        tasks.Add(Task.Run(() => mes.RunAsync(stopping.Token)));
        tasks.Add(Task.Run(() => engineering.RunAsync(stopping.Token)));
        if (options.FlushesByHand)
        {
            RinsingHand hand = new(Own(paths.Client(PlantAddresses.Hmi, atPacker: false, time)), () => status.View.State, logger, time);
            tasks.Add(Task.Run(() => hand.RunAsync(stopping.Token)));
        }
    }

    /// <summary>Sends everybody home and stops the line; the PLCs stay on.</summary>
    public async Task RestAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(tasks).ConfigureAwait(false);
        owned.ForEach(one => one.Dispose());
        owned.Clear();
    }

    /// <summary>Sends everybody home and switches the PLCs off.</summary>
    public async ValueTask DisposeAsync()
    {
        await RestAsync().ConfigureAwait(false);
        await Filler.DisposeAsync().ConfigureAwait(false);
        await Packer.DisposeAsync().ConfigureAwait(false);
        await FillerOpcUa.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task MoveAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(ScanPeriod, time);
        long last = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                long now = time.GetTimestamp();
                TimeSpan elapsed = time.GetElapsedTime(last, now);
                last = now;
                line.Step((elapsed < ScanLongest ? elapsed : ScanLongest) * options.Speed);
                fillerPlc.Scan();
                packerPlc.Scan();
                Notice();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Notice();
        }
    }

    private void Notice()
    {
        PlantStatus before = status;
        status = Look();
        if (before.View.State != status.View.State || before.View.Alarms != status.View.Alarms)
        {
            LogStatus(status.ToString());
        }
    }

    private PlantStatus Look() =>
        new(line.View, line.Tank.LevelPercent, line.Tank.Celsius, line.Conveyor.BottlesPacked);

    private ModbusDevice Device(string name, IPAddress address, RegisterImage image)
    {
        ModbusDeviceOptions device = new()
        {
            Name = name,
            Listen = new IPEndPoint(address, 0),
            ConnectionsMax = options.DeviceConnectionsMax,
        };
        return new ModbusDevice(device, image, logger, time);
    }

    private ModbusClient Own(ModbusClient client)
    {
        owned.Add(client);
        return client;
    }

    [LoggerMessage(LogLevel.Information, "{Status}")]
    private partial void LogStatus(string status);
}
