using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// A compression whose messages are bounded when they are decompressed. The framework compares only the compressed length with its
/// limit, and 1 MiB of gzip can hold 1 GiB. It also logs broken compressed bytes as an error with a stack.
/// </summary>
/// <param name="inner">The compression.</param>
/// <param name="maxBytes">How many bytes a request may have once it is decompressed.</param>
internal sealed class BoundedCompression(ICompressionProvider inner, int maxBytes) : ICompressionProvider
{
    public string EncodingName => inner.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => inner.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new Bounded(inner.CreateDecompressionStream(stream), maxBytes);

    private sealed class Bounded(Stream decompressed, int maxBytes) : Stream
    {
        private int _taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = decompressed.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw Refused(Refusals.BrokenFrame("Its message cannot be decompressed."));
            }

            _taken += read;
            return _taken <= maxBytes ? read : throw Refused(Refusals.MessageTooLarge($"The decompressed message has more than {maxBytes} bytes."));
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            decompressed.Dispose();
            base.Dispose(disposing);
        }

        private static RpcException Refused(Rejection rejection) => RejectionStatus.ToException(rejection, Traces.CurrentId());
    }
}
