import { useEffect, useState } from 'react'
import { longestPhotoBytes } from '../../../modules/screening/contract-reports.ts'
import { newIntention } from '../call.ts'
import type { KeptPhoto } from '../offline/phone-store.ts'

/** Photos of a report, kept as bytes until they are sent. */
export function PhotoField(props: {
  photos: readonly KeptPhoto[]
  most: number
  change: (photos: KeptPhoto[]) => void
}) {
  const { photos, most, change } = props
  const [said, setSaid] = useState('')
  const add = async (files: readonly File[]) => {
    const room = most - photos.length
    const read = await Promise.all(files.slice(0, room).map(bytesOf))
    const taken = read.flatMap((bytes) => (bytes === null ? [] : [{ id: newIntention(), bytes }]))
    const left = files.length - taken.length
    setSaid(left > 0 ? `${left} 张没有加上：每份最多 ${most} 张，只收 JPEG 和 PNG。` : '')
    change([...photos, ...taken])
  }
  return (
    <div className="photos">
      <label className="wide-button">
        拍照或选照片（{photos.length}/{most}）
        <input
          type="file"
          accept="image/jpeg,image/png"
          multiple
          className="for-reader"
          onChange={(event) => {
            void add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </label>
      <p className="small">照片里的拍摄信息送出时去掉，只留日期和大致位置。</p>
      {said !== '' && (
        <p className="wrong" role="alert">
          {said}
        </p>
      )}
      <ul>
        {photos.map((photo, at) => (
          <li key={photo.id}>
            <Thumbnail photo={photo} name={`照片 ${at + 1}`} />
            <button
              type="button"
              aria-label={`去掉照片 ${at + 1}`}
              onClick={() => change(photos.filter(({ id }) => id !== photo.id))}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Thumbnail({ photo, name }: { photo: KeptPhoto; name: string }) {
  const [address] = useState(() => URL.createObjectURL(new Blob([new Uint8Array(photo.bytes)])))
  useEffect(() => () => URL.revokeObjectURL(address), [address])
  return <img src={address} alt={name} />
}

const isPhoto = (type: string) => type === 'image/jpeg' || type === 'image/png'

/** A photo too large to be taken is made smaller: its day and place are lost with that. Null: it is none. */
async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!isPhoto(file.type)) return null
  if (file.size <= longestPhotoBytes) return new Uint8Array(await file.arrayBuffer())
  const smaller = await shrunk(file).catch(() => null)
  if (smaller === null || smaller.size > longestPhotoBytes) return null
  return new Uint8Array(await smaller.arrayBuffer())
}

const longestSide = 2_560

async function shrunk(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.85)
  })
}
